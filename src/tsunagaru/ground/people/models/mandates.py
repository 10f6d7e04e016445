"""Who may act for whom (代理): guardians of children, and mandates (委任)."""

import uuid

from django.db import models

from tsunagaru.ground.people.models.residents import Resident
from tsunagaru.ground.people.rules.mandates import Ending, Ground, Standing
from tsunagaru.ground.vault.indexes import indexed
from tsunagaru.ground.vault.labels import columns

GROUNDS = {Ground.GUARDIAN: "保護者", Ground.MANDATE: "代理人"}
DOCUMENTS = {
    "koseki": "戸籍謄本・戸籍抄本",
    "juminhyo": "住民票（続柄の記載）",
    "register": "町の住民記録",
    "ininjo": "委任状",
    "tohon": "登記事項証明書（成年後見）",
    "shinpan": "家庭裁判所の審判書",
}


@indexed("code_index", lasting="7日で使えなくなります。コードは記録していません。")
@columns(
    internal="ground procedures from_on to_on state asked_as document made_at expires_at"
    " confirmed_at ended_at ended_by",
    pseudonymous="id principal proxy recorded_by",
    secret="code_index",  # noqa: S106 - the name of a column, no secret
)
class Mandate(models.Model):
    """One person's right to act for another (代理・保護者).

    Args:
        principal: for whom; empty until the other side has confirmed.
        proxy: who acts; empty likewise.
        procedures: codes of procedures it is for; none means all.
        asked_as: which side asked: ``principal``, ``proxy`` or ``office``.
        code_index: blind index of the code with which the other side confirms.
        document: what was shown at the counter, as a code.
        recorded_by: who recorded it at the counter.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    principal = models.ForeignKey(Resident, models.CASCADE, null=True, related_name="mandates")
    proxy = models.ForeignKey(Resident, models.CASCADE, null=True, related_name="proxy_for")
    ground = models.CharField(
        "根拠", max_length=10, choices=[(g.value, name) for g, name in GROUNDS.items()]
    )
    procedures = models.JSONField("対象の手続き", default=list)
    from_on = models.DateField("開始日")
    to_on = models.DateField("終了日", null=True)
    state = models.CharField("状態", max_length=10, default=Standing.ASKED)
    asked_as = models.CharField("申出人", max_length=10)
    code_index = models.CharField("確認コードの索引", max_length=60, null=True, unique=True)
    document = models.CharField("確認した書類", max_length=20, blank=True)
    recorded_by = models.UUIDField("登録した職員", null=True)
    made_at = models.DateTimeField("申出日時")
    expires_at = models.DateTimeField("確認の期限", null=True)
    confirmed_at = models.DateTimeField("確認日時", null=True)
    ended_at = models.DateTimeField("終了日時", null=True)
    ended_by = models.CharField("終了の理由", max_length=10, blank=True)

    class Meta:
        verbose_name = "代理"
        constraints = [
            models.CheckConstraint(
                name="people_mandate_in_force_has_both_sides",
                condition=~models.Q(state=Standing.IN_FORCE)
                | models.Q(
                    principal__isnull=False, proxy__isnull=False, confirmed_at__isnull=False
                ),
            ),
            models.CheckConstraint(
                name="people_mandate_is_of_two_people",
                condition=models.Q(principal=None)
                | models.Q(proxy=None)
                | ~models.Q(principal=models.F("proxy")),
            ),
        ]

    def __str__(self) -> str:
        return f"代理 {self.pk}"

    @property
    def ended_because(self) -> str:
        """Return why it ended, as staff read it (終了の理由)."""
        return ENDINGS[Ending(self.ended_by)] if self.ended_by else ""


ENDINGS = {
    Ending.PRINCIPAL: "本人が取り消しました",
    Ending.PROXY: "代理人が取り消しました",
    Ending.OFFICE: "窓口で取り消しました",
    Ending.EXPIRED: "期間が終わりました",
    Ending.OF_AGE: "成年になりました",
    Ending.LEFT: "転出・死亡",
}
