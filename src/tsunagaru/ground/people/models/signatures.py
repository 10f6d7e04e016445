"""Signatures with the card over what somebody hands in (電子署名)."""

import uuid

from django.db import models

from tsunagaru.ground.people.models.accounts import Account
from tsunagaru.ground.vault.fields import SealedJSONField
from tsunagaru.ground.vault.labels import columns


class SignatureState(models.TextChoices):
    """How far a signature has come (署名の状態)."""

    ASKED = "asked", "署名待ち"
    PENDING = "pending", "失効の確認待ち"
    VERIFIED = "verified", "検証済み"
    REFUSED = "refused", "不採用"


@columns(
    internal="state why asked_at settled_at used_at tries",
    pseudonymous="id account subject digest",
    personal="evidence",
)
class CardSignature(models.Model):
    """One signature over one digest (電子署名).

    Args:
        subject: what it is for, such as a draft; it is good for nothing else.
        digest: SHA-256 of the bytes that are signed, in hex.
        evidence: sealed; what the verification rested on. The certificate itself is there only
            while the revocation check is still open.
        used_at: when it was handed in; it is used once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    subject = models.UUIDField("対象", db_index=True)
    digest = models.CharField("要約値", max_length=64)
    state = models.CharField("状態", max_length=10, choices=SignatureState)
    why = models.CharField("理由", max_length=20, blank=True)
    evidence = SealedJSONField("検証の記録")
    tries = models.PositiveSmallIntegerField("失効確認の回数", default=0)
    asked_at = models.DateTimeField("依頼日時")
    settled_at = models.DateTimeField("検証日時", null=True)
    used_at = models.DateTimeField("申請に使った日時", null=True)

    class Meta:
        verbose_name = "電子署名"
        indexes = [models.Index(fields=["state", "asked_at"], name="people_signature_waiting")]

    def __str__(self) -> str:
        return f"電子署名 {self.pk}"
