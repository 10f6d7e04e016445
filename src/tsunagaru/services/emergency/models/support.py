"""Tables of those who need support to flee (避難行動要支援者の表).

Source: 災害対策基本法 第49条の10から第49条の15まで
"""

import uuid

from django.db import models

from tsunagaru.ground.vault.fields import SealedJSONField, SealedTextField
from tsunagaru.ground.vault.labels import columns
from tsunagaru.services.emergency.models.safety import Round

UNKNOWN, YES, NO = "unknown", "yes", "no"
CONSENTS = [(UNKNOWN, "確かめていない"), (YES, "同意あり"), (NO, "同意しない")]
LIST, SILENT = "list", "silent"
DISCLOSURES = [(LIST, "避難行動要支援者名簿"), (SILENT, "返事のない方の名前")]


@columns(
    internal="id listed_at changed_at left_at plan_at consent_at",
    pseudonymous="resident district consent",
    personal="phone contact plan",
    sensitive="reasons note",
)
class Supported(models.Model):
    """Somebody on the list (避難行動要支援者名簿, 第49条の10).

    Args:
        reasons: codes of the town folder.
        contact: whom to tell, with telephone.
        consent: to being told to supporters in ordinary times (第49条の11第2項).
        plan: the individual evacuation plan (個別避難計画, 第49条の14): ``place``, ``helpers``,
            ``means``, ``care``.
        left_at: no longer on the list.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    resident = models.UUIDField("住民", unique=True)
    district = models.CharField("区", max_length=40, blank=True)
    reasons = SealedJSONField("支援が要る事由")
    phone = SealedTextField("電話番号", blank=True, default="")
    contact = SealedTextField("緊急時の連絡先", blank=True, default="")
    note = SealedTextField("配慮すること", blank=True, default="")
    consent = models.CharField("平時の提供への同意", max_length=8, choices=CONSENTS)
    consent_at = models.DateTimeField("同意を確かめた日時", null=True)
    plan = SealedJSONField("個別避難計画", null=True)
    plan_at = models.DateTimeField("計画を作った日時", null=True)
    listed_at = models.DateTimeField("登録日時")
    changed_at = models.DateTimeField("更新日時")
    left_at = models.DateTimeField("名簿から外した日時", null=True)

    class Meta:
        indexes = [models.Index(fields=["district"], name="emergency_supported_of")]

    def __str__(self) -> str:
        return f"要支援者 {self.pk}"


@columns(
    internal="id kind round districts to basis because people at",
    pseudonymous="by",
    personal="received_by",
)
class Disclosure(models.Model):
    """That names were handed over (名簿情報の提供), to whom, on which ground, and why.

    Args:
        basis: code of the ground in law; empty where everybody agreed.
        because: why it was needed; codes and plain words of the office, nobody's name.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("内容", max_length=8, choices=DISCLOSURES)
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="disclosures")
    districts = models.JSONField("区", default=list)
    to = models.CharField("提供先", max_length=40)
    received_by = SealedTextField("受け取った人", blank=True, default="")
    basis = models.CharField("根拠", max_length=40, blank=True)
    because = models.CharField("理由", max_length=400, blank=True)
    people = models.PositiveIntegerField("人数", default=0)
    by = models.UUIDField("提供した職員")
    at = models.DateTimeField("提供日時")

    class Meta:
        ordering = ("-at", "id")

    def __str__(self) -> str:
        return f"{self.kind} {self.to} {self.at:%Y-%m-%d}"
