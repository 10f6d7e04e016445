"""What besides a password opens an account (追加の認証): passkeys, an app's key, recovery codes."""

import uuid
from typing import Any

from django.db import models

from tsunagaru.ground.people.models.accounts import Account
from tsunagaru.ground.people.rules.factors import Ceremony
from tsunagaru.ground.vault.fields import SealedJSONField, SealedTextField
from tsunagaru.ground.vault.indexes import indexed
from tsunagaru.ground.vault.labels import columns
from tsunagaru.ground.vault.sealing import blind, blinds

CREDENTIAL = "people_passkey.index"
IDENTITY_PAPERS = {
    "card": "マイナンバーカード",
    "licence": "運転免許証",
    "passport": "パスポート",
    "residence": "在留カード・特別永住者証明書",
    "two": "健康保険の資格確認書と年金手帳など、2点",
}


def passkey_index(id: str) -> str:
    """Return the index of a passkey's id (base64url)."""
    return blind(id, place=CREDENTIAL)


def passkey_indexes(id: str) -> list[str]:
    """Return every form in which it may be stored (older keys included)."""
    return blinds(id, place=CREDENTIAL)


def _index_of(row: Any) -> str:  # noqa: ANN401 - a Passkey, declared below
    return passkey_index(row.credential["id"])


@indexed("index", make=_index_of)
@columns(
    internal="counter backed_up made_at used_at",
    pseudonymous="id account index",
    personal="name",
    secret="credential",  # noqa: S106 - the name of a column, no secret
)
class Passkey(models.Model):
    """A passkey of an account (パスキー).

    Args:
        index: blind index of the id by which the passkey tells which one it is.
        credential: ``id``, public key and ``handle`` of the account as this passkey knows it.
        name: what the owner calls it.
        counter: how often it says to have signed; 0 when it does not count.
        backed_up: whether it is copied to the owner's other devices.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="passkeys")
    index = models.CharField("索引", max_length=60, unique=True)
    credential = SealedJSONField("公開鍵")
    name = SealedTextField("名前")
    counter = models.BigIntegerField("署名回数", default=0)
    backed_up = models.BooleanField("同期", default=False)
    made_at = models.DateTimeField("登録日時")
    used_at = models.DateTimeField("最後に使った日時", null=True)

    class Meta:
        verbose_name = "パスキー"
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return f"パスキー {self.pk}"


@columns(
    internal="used_step made_at used_at",
    pseudonymous="id account",
    secret="secret",  # noqa: S106 - the name of a column, no secret
)
class AppKey(models.Model):
    """The key an account shares with an authenticator app (認証アプリの鍵).

    Args:
        used_step: the last half minute whose code was taken; none before it is taken again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.OneToOneField(Account, models.CASCADE, related_name="app_key")
    secret = SealedTextField("鍵")
    used_step = models.BigIntegerField("使った区切り")
    made_at = models.DateTimeField("登録日時")
    used_at = models.DateTimeField("最後に使った日時")

    class Meta:
        verbose_name = "認証アプリの鍵"

    def __str__(self) -> str:
        return f"認証アプリの鍵 {self.pk}"


@columns(
    internal="made_at used_at",
    pseudonymous="id account",
    secret="digest",  # noqa: S106 - the name of a column, no secret
)
class RecoveryCode(models.Model):
    """A code that opens an account once when all else is lost (復旧コード); only a digest stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="recovery_codes")
    digest = SealedTextField("要約値")
    made_at = models.DateTimeField("作成日時")
    used_at = models.DateTimeField("使用日時", null=True)

    class Meta:
        verbose_name = "復旧コード"

    def __str__(self) -> str:
        return f"復旧コード {self.pk}"


@columns(internal="purpose made_at used_at", pseudonymous="id account browser challenge handle")
class PasskeyCeremony(models.Model):
    """One question to a passkey (パスキーへの問い合わせ), answered once and within minutes.

    Args:
        challenge: random, in hexadecimal; the passkey signs it.
        browser: hash of a secret in the session that asked.
        account: whose passkey is meant; empty when the passkey is to tell.
        handle: by what the new passkey will know its account, in hexadecimal.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="+")
    purpose = models.CharField("目的", max_length=8, choices=[(c.value, c.value) for c in Ceremony])
    challenge = models.CharField("問い", max_length=64)
    browser = models.CharField("ブラウザーの要約値", max_length=64)
    handle = models.CharField("持ち主の符号", max_length=64, blank=True)
    made_at = models.DateTimeField("開始日時")
    used_at = models.DateTimeField("回答日時", null=True)

    class Meta:
        verbose_name = "パスキーへの問い合わせ"

    def __str__(self) -> str:
        return f"パスキーへの問い合わせ {self.pk}"
