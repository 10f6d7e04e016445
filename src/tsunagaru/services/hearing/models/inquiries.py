"""Tables of inquiries (広聴の表): what somebody asked, and what was done with it."""

import uuid

from django.db import models

from tsunagaru.ground.vault.fields import SealedTextField
from tsunagaru.ground.vault.labels import columns
from tsunagaru.services.hearing.rules.states import (
    KIND_NAMES,
    SENDER_NAMES,
    SOURCE_NAMES,
    STATE_NAMES,
    Reach,
    Source,
    State,
    Way,
    way_to,
)


@columns(internal="id content loaded_at")
class Setup(models.Model):
    """The town's rules on public hearing, from the town folder (広聴の決まり). One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    content = models.JSONField("内容")
    loaded_at = models.DateTimeField("読込日時")

    def __str__(self) -> str:
        return "hearing"


@columns(
    internal="""id number kind topic channel section state received_at due_on wants_reply
        may_publish language main received_event turn answered_at on_time emptied_at""",
    pseudonymous="resident subscriber district entered_by",
    personal="name email phone address",
)
class Inquiry(models.Model):
    """An opinion, a question or a request (広聴).

    Args:
        topic: code of a topic of the town folder.
        section: whose work it is; the desk's while nobody was asked to.
        subscriber: the registration for messages of somebody who wrote by LINE, mail or SMS.
        main: the inquiry with which it was put together.
        received_event: the event that counts its present turn as received.
        turn: 1, and one more for each further question.
        on_time: whether the present turn was answered by its day; None while it was not.
        entered_by: the clerk who wrote it down for the sender.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField("受付番号", max_length=12, unique=True)
    kind = models.CharField("種類", max_length=10, choices=list(KIND_NAMES.items()))
    topic = models.CharField("分野", max_length=40, db_index=True)
    channel = models.CharField("受付経路", max_length=10, choices=list(SOURCE_NAMES.items()))
    section = models.CharField("担当の課", max_length=20, db_index=True)
    state = models.CharField(
        "状態", max_length=10, choices=list(STATE_NAMES.items()), default=State.RECEIVED
    )
    received_at = models.DateTimeField("受付日時")
    due_on = models.DateField("回答の期限")
    district = models.CharField("区", max_length=20, blank=True)
    wants_reply = models.BooleanField("返事を希望", default=True)
    may_publish = models.BooleanField("公開に同意", default=False)
    language = models.CharField("言葉", max_length=10, default="ja")
    resident = models.UUIDField("住民", null=True, db_index=True)
    subscriber = models.UUIDField("お知らせの登録", null=True, db_index=True)
    name = SealedTextField("名前", null=True)
    email = SealedTextField("メールアドレス", null=True)
    phone = SealedTextField("電話番号", null=True)
    address = SealedTextField("住所", null=True)
    main = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="duplicates", verbose_name="まとめ先"
    )
    received_event = models.UUIDField("受付の記録", null=True)
    turn = models.PositiveSmallIntegerField("何回目", default=1)
    answered_at = models.DateTimeField("回答日時", null=True)
    on_time = models.BooleanField("期限内", null=True)
    entered_by = models.UUIDField("入力した職員", null=True)
    emptied_at = models.DateTimeField("廃棄日時", null=True)

    class Meta:
        verbose_name = "広聴"
        ordering = ("-received_at", "-number")
        indexes = [models.Index(fields=["state", "due_on"], name="hearing_inquiry_due")]

    def __str__(self) -> str:
        return f"広聴 {self.number}"

    @property
    def sender_state(self) -> str:
        """Return the state as its sender reads it."""
        return SENDER_NAMES[State(self.state)]

    @property
    def way(self) -> Way:
        """Return by which way its sender is answered (返事の方法)."""
        return way_to(
            Reach(
                source=Source(self.channel),
                resident=self.resident is not None,
                subscriber=self.subscriber is not None,
                email=bool(self.email),
                address=bool(self.address),
                phone=bool(self.phone),
            )
        )


@columns(internal="id inquiry turn channel key at", personal="text")
class Saying(models.Model):
    """What the sender said (送った方の言葉): first, and at each further question.

    Args:
        key: the same at every repetition of the same message; None for a form.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="sayings")
    turn = models.PositiveSmallIntegerField("何回目")
    text = SealedTextField("内容", null=True)
    channel = models.CharField("受付経路", max_length=10, choices=list(SOURCE_NAMES.items()))
    key = models.CharField("通信の番号", max_length=200, null=True, unique=True)
    at = models.DateTimeField("日時")

    class Meta:
        verbose_name = "広聴の内容"
        ordering = ("at", "turn")

    def __str__(self) -> str:
        return f"{self.inquiry_id} {self.turn}"


@columns(internal="id inquiry act section at", pseudonymous="by", personal="text")
class Trace(models.Model):
    """What the staff did with it, and their notes (経過)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="traces")
    act = models.CharField("操作", max_length=20)
    section = models.CharField("課", max_length=20, blank=True)
    text = SealedTextField("内容", null=True)
    by = models.UUIDField("職員", null=True)
    at = models.DateTimeField("日時")

    class Meta:
        verbose_name = "広聴の経過"
        ordering = ("at",)

    def __str__(self) -> str:
        return f"{self.inquiry_id} {self.act}"
