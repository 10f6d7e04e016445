"""Tables about individual numbers (個人番号の検出と申出). None of them holds a digit of one."""

import uuid

from django.db import models
from django.db.models import Q

from tsunagaru.ground.ledger.api import in_words
from tsunagaru.ground.ui.numbers import DEFINITION
from tsunagaru.ground.vault.indexes import indexed
from tsunagaru.ground.vault.labels import columns
from tsunagaru.services.security.rules.states import Claim, FindingState, StatementState

FINDINGS = [
    (FindingState.OPEN.value, "対応が必要"),
    (FindingState.BLACKENED.value, "消しました"),
    (FindingState.NO_NUMBER.value, "個人番号ではない"),
    (FindingState.GONE.value, "なくなっています"),
]
STATEMENTS = [
    (StatementState.OPEN.value, "確認待ち"),
    (StatementState.ACCEPTED.value, "認めました"),
    (StatementState.DECLINED.value, "認めませんでした"),
]
CLAIMS = [
    (Claim.INVOICE.value, "請求書・領収書の番号"),
    (Claim.TRACKING.value, "荷物の追跡番号"),
    (Claim.CONTRACT.value, "契約・お客様番号"),
    (Claim.PRODUCT.value, "品物・機器の番号"),
    (Claim.OTHER.value, "そのほかの番号"),
]
KINDS = [("text", "文字"), ("file", "ファイル")]
LASTING = "数字そのものは記録していません。鍵を替えたあとは、もう一度の申出・点検で作られます。"


@columns(internal="id day table last rows found started_at finished_at full")
class Round(models.Model):
    """One look through everything stored (点検の回): where it stands tells where it goes on."""

    id = models.BigAutoField(primary_key=True)
    day = models.DateField("対象日", unique=True)
    full = models.BooleanField("すべてのファイルを調べる", default=False)
    table = models.CharField("調べている表", max_length=80, blank=True)
    last = models.CharField("最後に調べた行", max_length=80, blank=True)
    rows = models.PositiveBigIntegerField("調べた行数", default=0)
    found = models.PositiveIntegerField("見つけた数", default=0)
    started_at = models.DateTimeField("開始日時")
    finished_at = models.DateTimeField("終了日時", null=True)

    def __str__(self) -> str:
        return self.day.isoformat()


@indexed("fingerprint", lasting=LASTING)
@columns(
    internal="id table column kind section found_at state decided_at decided_by_name reason",
    pseudonymous="row fingerprint decided_by",
)
class Finding(models.Model):
    """A place that may hold an individual number (検出): where, never which."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    table = models.CharField("表", max_length=80)
    row = models.CharField("行", max_length=80)
    column = models.CharField("列", max_length=80)
    kind = models.CharField("種類", max_length=8, choices=KINDS)
    fingerprint = models.CharField("指紋", max_length=60)
    section = models.CharField("担当課", max_length=20, blank=True)
    found_at = models.DateTimeField("検出日時")
    state = models.CharField("状態", max_length=12, choices=FINDINGS, default=FindingState.OPEN)
    decided_at = models.DateTimeField("対応日時", null=True)
    decided_by = models.UUIDField("対応した職員", null=True)
    decided_by_name = models.CharField("対応した職員名", max_length=60, blank=True)
    reason = models.CharField("理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "個人番号の検知"
        constraints = [
            models.UniqueConstraint(
                fields=["table", "row", "column", "fingerprint"], name="security_found_once"
            )
        ]
        indexes = [models.Index(fields=["state", "found_at"], name="security_findings")]

    def __str__(self) -> str:
        return f"{self.table}.{self.column}"


@indexed("fingerprint", lasting=LASTING)
@columns(
    internal="id place field kind claim state made_at decided_at decided_by_name reason"
    " expires_at uses used_at",
    pseudonymous="fingerprint decided_by made_by typed_by",
)
class Statement(models.Model):
    """That a refused value is no individual number (個人番号ではないとの申出).

    Args:
        made_by: the member of staff who said so, if it was one.
        typed_by: the member of staff at whose hands the value was refused, if it was one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.CharField("画面", max_length=80)
    field = models.CharField("欄", max_length=80)
    kind = models.CharField("種類", max_length=8, choices=KINDS)
    fingerprint = models.CharField("指紋", max_length=60)
    claim = models.CharField("申出の内容", max_length=12, choices=CLAIMS)
    state = models.CharField("状態", max_length=10, choices=STATEMENTS, default=StatementState.OPEN)
    made_at = models.DateTimeField("申出日時")
    made_by = models.UUIDField("申し出た職員", null=True)
    typed_by = models.UUIDField("入力した職員", null=True)
    decided_at = models.DateTimeField("決定日時", null=True)
    decided_by = models.UUIDField("決定した職員", null=True)
    decided_by_name = models.CharField("決定した職員名", max_length=60, blank=True)
    reason = models.CharField("理由", max_length=200, blank=True)
    expires_at = models.DateTimeField("有効期限", null=True)
    uses = models.PositiveIntegerField("受け付けた回数", default=0)
    used_at = models.DateTimeField("最後に受け付けた日時", null=True)

    class Meta:
        verbose_name = "個人番号でないという申し出"
        constraints = [
            models.UniqueConstraint(
                fields=["place", "field", "fingerprint"],
                condition=Q(state="open"),
                name="security_stated_once",
            )
        ]
        indexes = [models.Index(fields=["fingerprint"], name="security_statements")]

    def __str__(self) -> str:
        return f"{self.place} {self.field}"

    @property
    def in_definition(self) -> bool:
        """Tell whether it is about what a definition keeps (様式の定義)."""
        return self.place.startswith(DEFINITION)

    @property
    def where(self) -> str:
        """Return what is edited there, or the page's name in words (画面)."""
        if self.in_definition:
            return f"様式の編集「{self.place.removeprefix(DEFINITION)}」"
        return in_words(self.place)
