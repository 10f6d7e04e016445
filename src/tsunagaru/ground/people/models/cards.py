"""Cards with which accounts sign in, and visits to the card provider (マイナンバーカード)."""

import uuid

from django.db import models

from tsunagaru.ground.people.models.accounts import Account
from tsunagaru.ground.people.rules.card import Purpose
from tsunagaru.ground.vault.fields import SealedJSONField
from tsunagaru.ground.vault.indexes import indexed
from tsunagaru.ground.vault.labels import columns
from tsunagaru.ground.vault.sealing import blind, blinds

CREDENTIAL = "people_cardcredential.index"
PURPOSES = [(purpose.value, purpose.value) for purpose in Purpose]


class CredentialKind(models.TextChoices):
    """By what a card is recognised (識別の種類)."""

    SUBJECT = "subject", "マイナンバーカード（サインイン用）"
    CERTIFICATE = "certificate", "マイナンバーカード（署名用）"


class Linked(models.TextChoices):
    """How a card came to an account (登録の経緯)."""

    ACCOUNT = "account", "サインイン後に登録"
    RECORD = "record", "住民の記録と照合して登録"
    NEW = "new", "新規登録"
    RENEWAL = "renewal", "更新後のカード"


@indexed("index", lasting="カードの番号は記録していないため、次に使うときに確かめます。")
@columns(internal="kind how linked_at used_at", pseudonymous="id account index")
class CardCredential(models.Model):
    """One mark by which an account's card is recognised (カードの登録); several to an account.

    Args:
        index: blind index of issuer and subject, or of issuer and serial. Neither they nor the
            certificate are kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="cards")
    kind = models.CharField("種類", max_length=12, choices=CredentialKind)
    index = models.CharField("索引", max_length=60, unique=True)
    how = models.CharField("登録の経緯", max_length=10, choices=Linked)
    linked_at = models.DateTimeField("登録日時")
    used_at = models.DateTimeField("最後に使った日時")

    class Meta:
        verbose_name = "カードの登録"
        ordering = ["linked_at"]

    def __str__(self) -> str:
        return f"カードの登録 {self.pk}"


@columns(
    internal="purpose started_at used_at",
    pseudonymous="id account state browser next signature",
    personal="asked",
)
class CardVisit(models.Model):
    """One visit to the card provider, from the button to the way back (認証の往復).

    Args:
        state: hash of the ``state`` parameter; it leads back here once.
        browser: hash of a secret in the session that began the visit.
        asked: nonce and PKCE verifier, sealed.
        signature: the signature that is asked for, when the visit is for signing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField("state の要約値", max_length=64, unique=True)
    browser = models.CharField("ブラウザーの要約値", max_length=64)
    asked = SealedJSONField("控え")
    purpose = models.CharField("目的", max_length=12, choices=PURPOSES)
    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="+")
    signature = models.UUIDField("署名", null=True)
    next = models.CharField("戻り先", max_length=500, blank=True)
    started_at = models.DateTimeField("開始日時")
    used_at = models.DateTimeField("戻った日時", null=True)

    class Meta:
        verbose_name = "認証の往復"

    def __str__(self) -> str:
        return f"認証の往復 {self.pk}"


def credential_index(kind: str, issuer: str, name: str) -> str:
    """Return the index of a subject or of a certificate's serial at its issuer."""
    return blind(f"{kind}|{issuer}|{name}", place=CREDENTIAL)


def credential_indexes(kind: str, issuer: str, name: str) -> list[str]:
    """Return every form in which it may be stored (older keys included)."""
    return blinds(f"{kind}|{issuer}|{name}", place=CREDENTIAL)
