"""Tables of applications (申請の表). Answers are sealed; a version never changes."""

import uuid

from django.db import models
from django.db.models import Q

from tsunagaru.engines.applications.rules import Ending, State
from tsunagaru.ground.vault.fields import SealedJSONField, SealedTextField
from tsunagaru.ground.vault.indexes import indexed
from tsunagaru.ground.vault.labels import columns
from tsunagaru.kernel.events import Channel

CHANNELS = [(channel.value, channel.value) for channel in Channel]


@columns(public="id code hash definition source published_at")
class ProcedureVersion(models.Model):
    """One published definition of a procedure (手続定義の版). Written once, never changed.

    ``source`` is the same as the town wrote it, with comments; only layout may be renewed there.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField("手続き", max_length=60)
    hash = models.CharField("内容の要約値", max_length=64)
    definition = models.TextField("定義（JSON）")
    source = models.TextField("定義（書いたまま）", blank=True, default="")
    published_at = models.DateTimeField("公開日時")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "hash"], name="applications_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.hash[:8]}"


@columns(public="code current withdrawn_at loaded")
class Procedure(models.Model):
    """A procedure of the town and its version in force (手続き).

    ``loaded`` is the hash the town folder said last; another version in force was made in the
    browser.
    """

    code = models.SlugField("手続き", max_length=60, primary_key=True)
    current = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField("廃止日時", null=True)
    loaded = models.CharField("町フォルダの版の要約値", max_length=64, blank=True, default="")

    def __str__(self) -> str:
        return self.code


@columns(public="code position name first")
class LifeEvent(models.Model):
    """A turn in life under which people look for procedures (ライフイベント)."""

    code = models.SlugField("コード", max_length=40, primary_key=True)
    position = models.PositiveSmallIntegerField("並び順")
    name = models.JSONField("名称")
    first = models.JSONField("はじめに挙げる手続き", default=list)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.code


@indexed("code_index", lasting="下書きの期限が来ると消えます。コードは記録していません。")
@columns(
    internal="version page opened_pages saved_pages channel language state"
    " started_at saved_at expires_at settled_at ended_at identified_by pressed_at",
    pseudonymous="id resident proxy staff age_band district",
    secret="code_index",  # noqa: S106 - the name of a column, no secret
    personal="answers",
)
class Draft(models.Model):
    """An application being filled in (下書き). Kept on the server, page by page.

    Args:
        settled_at: when others were asked to sign it. It stays when they did not sign in time and
            the draft went back to its applicant, until it is changed or asked for again.
        pressed_at: when it was handed in although its signature still waits to be checked; the
            town receives it as of this moment once the signature holds.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey(
        "people.Resident", on_delete=models.PROTECT, null=True, related_name="+"
    )
    proxy = models.UUIDField("代理人", null=True)
    staff = models.UUIDField("代わりに入力する職員", null=True)
    code_index = models.CharField("再開コードの索引", max_length=60, unique=True, null=True)
    answers = SealedJSONField("回答")
    page = models.CharField("最後に保存したページ", max_length=60, blank=True)
    opened_pages = models.JSONField("開いたページ", default=dict)
    saved_pages = models.JSONField("保存したページ", default=list)
    channel = models.CharField("受付経路", max_length=10, choices=CHANNELS)
    language = models.CharField("言語", max_length=8, default="ja")
    age_band = models.CharField("年齢層", max_length=8, blank=True)
    district = models.CharField("区", max_length=20, blank=True)
    identified_by = models.CharField("本人確認の手段", max_length=20, blank=True)
    state = models.CharField("状態", max_length=10, default=Ending.OPEN)
    started_at = models.DateTimeField("開始日時")
    saved_at = models.DateTimeField("保存日時")
    expires_at = models.DateTimeField("期限")
    settled_at = models.DateTimeField("連署を求めた日時", null=True)
    pressed_at = models.DateTimeField("署名の確認を待つ申請の日時", null=True)
    ended_at = models.DateTimeField("終了日時", null=True)

    class Meta:
        verbose_name = "入力中の申請"
        indexes = [
            models.Index(fields=["state", "expires_at"], name="applications_draft_expiry"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


@indexed("code_index", lasting="照会コードは記録していないため、申請の保存期間のあいだ残ります。")
@columns(
    internal="version procedure channel language state outcome fee_yen submitted_at ended_at"
    " identified_by taken_at",
    pseudonymous="id draft number case resident proxy staff age_band district signature",
    secret="code_index",  # noqa: S106 - the name of a column, no secret
    personal="answers email signed",
)
class Application(models.Model):
    """One request under one procedure, as the town received it (申請).

    Args:
        taken_at: when it was taken by itself, after its signature had waited to be checked; it
            counts as received when it was handed in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, related_name="application")
    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="+")
    procedure = models.SlugField("手続き", max_length=60)
    number = models.CharField("受付番号", max_length=8, unique=True)
    case = models.UUIDField("案件")
    resident = models.ForeignKey(
        "people.Resident", on_delete=models.PROTECT, null=True, related_name="+"
    )
    proxy = models.UUIDField("代理人", null=True)
    staff = models.UUIDField("代わりに入力した職員", null=True)
    code_index = models.CharField("照会コードの索引", max_length=60, null=True)
    answers = SealedJSONField("回答")
    email = SealedTextField("連絡先メール", null=True)
    channel = models.CharField("受付経路", max_length=10, choices=CHANNELS)
    language = models.CharField("言語", max_length=8, default="ja")
    age_band = models.CharField("年齢層", max_length=8, blank=True)
    district = models.CharField("区", max_length=20, blank=True)
    identified_by = models.CharField("本人確認の手段", max_length=20, blank=True)
    signature = models.UUIDField("電子署名", null=True)
    signed = SealedTextField("署名の対象", null=True)
    state = models.CharField("処理状況", max_length=12, default=State.RECEIVED)
    outcome = models.CharField("結果", max_length=40, blank=True)
    fee_yen = models.PositiveIntegerField("手数料（円）", null=True)
    submitted_at = models.DateTimeField("受付日時")
    taken_at = models.DateTimeField("署名を確かめて受け付けた日時", null=True)
    ended_at = models.DateTimeField("終了日時", null=True)

    class Meta:
        verbose_name = "申請"
        indexes = [
            models.Index(fields=["resident", "-submitted_at"], name="applications_of_resident"),
            models.Index(fields=["procedure", "submitted_at"], name="applications_of_procedure"),
            models.Index(fields=["case"], name="applications_of_case"),
        ]
        constraints = [
            models.CheckConstraint(
                name="applications_ended_after_submitted",
                condition=Q(ended_at=None) | Q(ended_at__gte=models.F("submitted_at")),
            )
        ]

    def __str__(self) -> str:
        return self.number


@columns(
    internal="application number amount_yen total_yen rule_yen cause at by_name closed_at"
    " closed_by_name",
    pseudonymous="id by",
    personal="reason closing",
)
class Charge(models.Model):
    """One time the fee was fixed (手数料の決定), with what is asked for it.

    Args:
        amount_yen: what this charge asks for; 0 where everything is paid already, or free.
        total_yen: the whole fee as fixed.
        rule_yen: the fee by the rule at that time; None where the rule cannot say it.
        closing: why the town keeps what was paid although the matter came to nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="charges")
    number = models.PositiveSmallIntegerField("順番")
    amount_yen = models.PositiveIntegerField("請求する額")
    total_yen = models.PositiveIntegerField("手数料の額")
    rule_yen = models.PositiveIntegerField("計算による額", null=True)
    cause = models.CharField("きっかけ", max_length=12)
    reason = SealedTextField("金額の理由", default="")
    at = models.DateTimeField("決定日時")
    by = models.UUIDField("決めた職員", null=True)
    by_name = models.CharField("決めた職員名", max_length=60, blank=True)
    closing = SealedTextField("返金しない理由", default="")
    closed_at = models.DateTimeField("返金の要否を決めた日時", null=True)
    closed_by_name = models.CharField("返金の要否を決めた職員名", max_length=60, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="applications_charge_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.number}"


@columns(
    internal="application number field channel at",
    pseudonymous="id staff",
    personal="before after",
)
class AnswerVersion(models.Model):
    """What one correction changed (補正の履歴)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="corrections"
    )
    number = models.PositiveSmallIntegerField("版")
    field = models.CharField("項目", max_length=60)
    before = SealedJSONField("補正前", null=True)
    after = SealedJSONField("補正後", null=True)
    channel = models.CharField("受付経路", max_length=10, choices=CHANNELS)
    staff = models.UUIDField("代わりに入力した職員", null=True)
    at = models.DateTimeField("日時")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="applications_correction_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.number}"
