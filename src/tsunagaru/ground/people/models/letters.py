"""E-mails with a link that does something once (確認のメール)."""

import uuid

from django.db import models

from tsunagaru.ground.people.models.accounts import Account
from tsunagaru.ground.people.rules import Purpose
from tsunagaru.ground.vault.fields import SealedJSONField, SealedTextField
from tsunagaru.ground.vault.labels import columns

PURPOSES = {
    Purpose.SIGN_UP: "利用者登録",
    Purpose.RESET: "パスワードの再設定",
    Purpose.EMAIL: "メールアドレスの変更",
    Purpose.MOVED: "メールアドレス変更のお知らせ",
    Purpose.FACTOR: "サインインの方法のお知らせ",
}


class LetterState(models.TextChoices):
    """How far a letter came (状態)."""

    QUEUED = "queued", "送信待ち"
    SHOWN = "shown", "画面に表示（デモ）"
    ACCEPTED = "accepted", "受付済み"
    REFUSED = "refused", "不達"
    INBOX = "inbox", "お知らせのみ"


@columns(
    internal="purpose language made_at expires_at used_at state reply settled_at",
    pseudonymous="id account",
    personal="address fields",
)
class Letter(models.Model):
    """One e-mail and what its link will do (確認のメール).

    Neither the text nor the link is kept: both are made from the row when it is handed over, and
    the link is signed with a key that is not in the database.

    Args:
        account: the account it is about; empty for a sign-up and for an unknown address.
        fields: what the link brings into force, such as the person who signs up.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(
        "用途", max_length=10, choices=[(p.value, name) for p, name in PURPOSES.items()]
    )
    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="+")
    address = SealedTextField("宛先")
    fields = SealedJSONField("内容")
    language = models.CharField("言語", max_length=8)
    made_at = models.DateTimeField("作成日時")
    expires_at = models.DateTimeField("期限")
    used_at = models.DateTimeField("使用日時", null=True)
    state = models.CharField("状態", max_length=10, choices=LetterState)
    reply = models.CharField("サーバーの応答", max_length=20, blank=True)
    settled_at = models.DateTimeField("引渡し日時", null=True)

    class Meta:
        verbose_name = "確認のメール"

    def __str__(self) -> str:
        return f"確認のメール {self.pk}"
