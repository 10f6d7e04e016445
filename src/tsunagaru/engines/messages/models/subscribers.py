"""Who gets broadcasts, and how (受信者): addresses, interests and what was agreed to."""

import uuid

from django.db import models

from tsunagaru.ground.vault.fields import SealedTextField
from tsunagaru.ground.vault.labels import columns


class ContactKind(models.TextChoices):
    """The channels an address can belong to (経路)."""

    LINE = "line", "LINE"
    WEBPUSH = "webpush", "ブラウザーの通知"
    EMAIL = "email", "メール"
    SMS = "sms", "ショートメール"


class ContactState(models.TextChoices):
    """Whether an address can be written to (連絡先の状態)."""

    UNCONFIRMED = "unconfirmed", "確認待ち"
    ACTIVE = "active", "受信中"
    BLOCKED = "blocked", "ブロック"
    GONE = "gone", "使えない"
    LEFT = "left", "解除"


@columns(
    internal="language quiet_from quiet_until on_paper created_at changed_at",
    pseudonymous="id resident_id district",
)
class Subscriber(models.Model):
    """Somebody who gets what the town sends out (受信者); perhaps not known as a resident.

    Args:
        quiet_from, quiet_until: hours of the day, 0-23, between which only alerts arrive.
        on_paper: wants letters; alerts then go onto the call list of the district.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    resident_id = models.UUIDField("住民", null=True, unique=True)
    district = models.CharField("区", max_length=40, blank=True)
    language = models.CharField("言語", max_length=8, default="ja")
    quiet_from = models.PositiveSmallIntegerField("静かな時間の初め", null=True)
    quiet_until = models.PositiveSmallIntegerField("静かな時間の終わり", null=True)
    on_paper = models.BooleanField("紙での受取り", default=False)
    created_at = models.DateTimeField("登録日時")
    changed_at = models.DateTimeField("更新日時")

    def __str__(self) -> str:
        return f"受信者 {self.pk}"


@columns(
    internal="kind state rank added_at confirmed_at ended_at",
    pseudonymous="id subscriber address_index",
    personal="address",
)
class Contact(models.Model):
    """One address of a subscriber (連絡先).

    Args:
        rank: the subscriber's order among the addresses that work, 1 first; 0 for the others.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="contacts")
    kind = models.CharField("経路", max_length=8, choices=ContactKind)
    address = SealedTextField("宛先")
    address_index = models.CharField("索引（宛先）", max_length=60)
    state = models.CharField("状態", max_length=12, choices=ContactState)
    rank = models.PositiveSmallIntegerField("順番", default=0)
    added_at = models.DateTimeField("登録日時")
    confirmed_at = models.DateTimeField("確認日時", null=True)
    ended_at = models.DateTimeField("終了日時", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "address_index"], name="messages_address_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


@columns(internal="id topic", pseudonymous="subscriber")
class Interest(models.Model):
    """A topic that somebody wants to hear of (関心のある話題)."""

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="interests")
    topic = models.CharField("話題", max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "topic"], name="messages_interest_once")
        ]

    def __str__(self) -> str:
        return self.topic


@columns(internal="id at what kind way", pseudonymous="subscriber")
class Permission(models.Model):
    """What somebody agreed to or took back (同意の記録); rows are only ever added.

    Args:
        what: ``asked``, ``confirmed``, ``left``, ``topics``, ``blocked``, ``bounced``.
        way: by which way they told, such as ``online``, ``line``, ``one_click``, ``counter``.
    """

    id = models.BigAutoField(primary_key=True)
    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="permissions")
    at = models.DateTimeField("日時")
    what = models.CharField("内容", max_length=12)
    kind = models.CharField("経路", max_length=8, blank=True)
    way = models.CharField("方法", max_length=12)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.what} {self.kind}"
