"""Accounts with which people sign in (利用者アカウント), and the guard of the sign-in page."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from tsunagaru.ground.people.models import indexes
from tsunagaru.ground.vault.fields import SealedJSONField
from tsunagaru.ground.vault.indexes import indexed
from tsunagaru.ground.vault.labels import columns


class AccountManager(BaseUserManager["Account"]):
    """Looks accounts up by their sign-in key, as django-allauth asks for it."""


@indexed(
    "login",
    related=("resident", "staff"),
    make=indexes.of_login,
    lasting="次にサインインしたときに作り直します。",
)
@columns(
    internal="is_active epoch opened_at last_login",
    pseudonymous="id login resident staff",
    secret="password",  # noqa: S106 - a label, no password
)
class Account(AbstractBaseUser):
    """What a resident or a member of staff signs in with (アカウント).

    Args:
        login: a chosen sign-in name, or the blind index of an e-mail address; the address itself
            stands sealed in the resident's row only.
        epoch: raised when rights change, which ends every session of the account.
    """

    id = models.BigAutoField(primary_key=True)
    login = models.CharField("サインイン名", max_length=80, unique=True)
    resident = models.OneToOneField(
        "people.Resident", models.CASCADE, null=True, blank=True, related_name="account"
    )
    staff = models.OneToOneField(
        "people.Staff", models.CASCADE, null=True, blank=True, related_name="account"
    )
    is_active = models.BooleanField("有効", default=True)
    epoch = models.PositiveIntegerField("世代", default=0)
    opened_at = models.DateTimeField("開設日時")

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        verbose_name = "アカウント"
        constraints = [
            models.CheckConstraint(
                name="people_account_is_of_one_person",
                condition=models.Q(resident=None) ^ models.Q(staff=None),
            )
        ]

    def __str__(self) -> str:
        return f"アカウント {self.pk}"

    @property
    def signs_in_by_email(self) -> bool:
        """Tell whether the sign-in name is an e-mail address: chosen names have no colon."""
        return ":" in self.login

    def get_session_auth_hash(self) -> str:
        """Return what a session must carry to stay valid: password and epoch together."""
        value = f"{self.password}|{self.epoch}|{self.is_active}"
        return salted_hmac("people.account.session", value, algorithm="sha256").hexdigest()


@indexed("key", lasting="1時間で消えます。")
@columns(internal="started_at count", pseudonymous="key")
class Tries(models.Model):
    """How often something was tried within a window (試行回数), counted exactly.

    Args:
        key: what is limited, e.g. an account or an address, as a blind index.
    """

    key = models.CharField("対象", max_length=80, primary_key=True)
    started_at = models.DateTimeField("開始")
    count = models.PositiveIntegerField("回数")

    class Meta:
        verbose_name = "試行回数"

    def __str__(self) -> str:
        return f"{self.count}回"


@columns(internal="held_at", pseudonymous="id account path", personal="fields")
class HeldPost(models.Model):
    """What somebody was sending when the session ended (送信途中の入力), kept until they return."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="+")
    path = models.CharField("送り先", max_length=500)
    fields = SealedJSONField("入力")
    held_at = models.DateTimeField("日時")

    class Meta:
        verbose_name = "送信途中の入力"
        constraints = [
            models.UniqueConstraint(fields=["account", "path"], name="people_held_post_once")
        ]

    def __str__(self) -> str:
        return f"送信途中の入力 {self.pk}"
