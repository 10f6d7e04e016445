"""Tables of bookings (予約). The database itself makes overlap impossible (see ``Cell``)."""

import uuid

from django.db import models
from django.db.models import F, Q

from tsunagaru.engines.bookings.rules.owing import CAUSES as CAUSE_LABELS
from tsunagaru.engines.bookings.rules.states import LABELS
from tsunagaru.engines.bookings.rules.steps import STEPS
from tsunagaru.ground.vault.fields import SealedTextField
from tsunagaru.ground.vault.labels import columns

STATES = [(state.value, label) for state, label in LABELS.items()]
STEP_NAMES = [(step.value, label) for step, label in STEPS.items()]
CAUSES = [(cause.value, label) for cause, label in CAUSE_LABELS.items()]


@columns(internal="id code section content retired loaded_at")
class Resource(models.Model):
    """One thing that can be booked, from the town folder (予約できるもの)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField("コード", max_length=40, unique=True)
    section = models.CharField("所管課", max_length=40)
    content = models.JSONField("内容")
    retired = models.BooleanField("廃止", default=False)
    loaded_at = models.DateTimeField("読込日時")

    def __str__(self) -> str:
        return self.code


@columns(internal="id resource starts_at ends_at why ended_at at", pseudonymous="by")
class Closure(models.Model):
    """A time in which the town closed a resource (休止)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="closures")
    starts_at = models.DateTimeField("開始")
    ends_at = models.DateTimeField("終了")
    why = models.CharField("理由", max_length=80)
    by = models.UUIDField("職員", null=True)
    at = models.DateTimeField("登録日時")
    ended_at = models.DateTimeField("取りやめ日時", null=True)

    def __str__(self) -> str:
        return self.why


@columns(internal="id resource month commitment opened_at drawn_at list_hash", secret="seed")  # noqa: S106 - a class of columns
class Round(models.Model):
    """The lottery of one month of use (抽選). The seed is secret until the draw."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="rounds")
    month = models.DateField("利用月")
    seed = SealedTextField("種")
    commitment = models.CharField("約束の値", max_length=64)
    opened_at = models.DateTimeField("受付開始日時")
    drawn_at = models.DateTimeField("抽選日時", null=True)
    list_hash = models.CharField("申込一覧の値", max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resource", "month"], name="bookings_one_round")
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


@columns(
    internal="number resource state channel starts_at ends_at slots units people language"
    " reduction reduction_state full_yen fee_yen kept_yen made_at queued_at offered_until"
    " reminded_at ended_at ended_by place round",
    pseudonymous="id press holder resident_id made_by age_band district",
    personal="name phone email note key_code",
)
class Booking(models.Model):
    """One person's claim to a time: applied, waiting, or booked (予約)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField("予約番号", max_length=20, unique=True)
    press = models.UUIDField("送信の識別", null=True, unique=True)
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="bookings")
    state = models.CharField("状態", max_length=12, choices=STATES)
    channel = models.CharField("受付経路", max_length=10)
    holder = models.CharField("利用者の識別", max_length=80)
    resident_id = models.UUIDField("住民", null=True)
    age_band = models.CharField("年齢層", max_length=8, blank=True)
    district = models.CharField("区", max_length=40, blank=True)
    name = SealedTextField("氏名", default="")
    phone = SealedTextField("電話番号", default="")
    email = SealedTextField("メールアドレス", default="")
    note = SealedTextField("用件", default="")
    language = models.CharField("表示言語", max_length=8, default="ja")
    starts_at = models.DateTimeField("開始")
    ends_at = models.DateTimeField("終了")
    slots = models.PositiveSmallIntegerField("枠の数")
    units = models.PositiveSmallIntegerField("数", default=1)
    people = models.PositiveSmallIntegerField("人数", default=1)
    reduction = models.CharField("減免", max_length=40, blank=True)
    reduction_state = models.CharField("減免の確認", max_length=10, blank=True)
    full_yen = models.PositiveIntegerField("減免前の使用料", default=0)
    fee_yen = models.PositiveIntegerField("使用料", default=0)
    kept_yen = models.PositiveIntegerField("取消料", default=0)
    key_code = SealedTextField("暗証番号", default="")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, related_name="bookings")
    place = models.PositiveIntegerField("抽選の順番", null=True)
    made_at = models.DateTimeField("受付日時")
    made_by = models.UUIDField("受け付けた職員", null=True)
    queued_at = models.DateTimeField("空き待ちの日時", null=True)
    offered_until = models.DateTimeField("案内の期限", null=True)
    reminded_at = models.DateTimeField("お知らせ日時", null=True)
    ended_at = models.DateTimeField("終わった日時", null=True)
    ended_by = models.CharField("取り消した人", max_length=10, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="bookings_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["resource", "starts_at"], name="bookings_by_day"),
            models.Index(fields=["resident_id", "starts_at"], name="bookings_of_person"),
            models.Index(fields=["state", "starts_at"], name="bookings_by_state"),
            models.Index(fields=["holder", "resource"], name="bookings_of_holder"),
        ]

    def __str__(self) -> str:
        return self.number


@columns(
    internal="booking number amount_yen total_yen due_on cause at by_name",
    pseudonymous="id by",
)
class Charge(models.Model):
    """One time what is owed for a booking was fixed (使用料・取消料の決定), and what it asks for.

    Args:
        amount_yen: what this charge asks for; 0 where everything is paid already, or free.
        total_yen: the whole of what is owed from then on.
        due_on: the last day as the rules gave it, whatever a clerk made of it since.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="charges")
    number = models.PositiveSmallIntegerField("順番")
    amount_yen = models.PositiveIntegerField("請求する額")
    total_yen = models.PositiveIntegerField("支払うべき額")
    due_on = models.DateField("規則による期限", null=True)
    cause = models.CharField("きっかけ", max_length=12, choices=CAUSES)
    at = models.DateTimeField("決定日時")
    by = models.UUIDField("決めた職員", null=True)
    by_name = models.CharField("決めた職員名", max_length=60, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["booking", "number"], name="bookings_charge_once"),
        ]

    def __str__(self) -> str:
        return f"{self.booking_id} {self.number}"


@columns(internal="booking number step at by_name", pseudonymous="id by event", personal="text")
class Trace(models.Model):
    """One thing done with a booking, by whom, and why (経過).

    Args:
        text: more about it, such as the reason why a reduction was refused.
        event: what it counts as in the figures, as long as it was not taken back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="traces")
    number = models.PositiveSmallIntegerField("順番")
    step = models.CharField("操作", max_length=10, choices=STEP_NAMES)
    text = SealedTextField("内容", default="")
    at = models.DateTimeField("日時")
    by = models.UUIDField("操作した職員", null=True)
    by_name = models.CharField("操作した職員名", max_length=60, blank=True)
    event = models.UUIDField("数えた出来事", null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["booking", "number"], name="bookings_trace_once"),
        ]

    def __str__(self) -> str:
        return f"{self.booking_id} {self.step}"


@columns(internal="id resource unit at booking closure")
class Cell(models.Model):
    """One unit during one quarter of an hour, taken once (マス目): overlap cannot be stored."""

    id = models.BigAutoField(primary_key=True)
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="cells")
    unit = models.PositiveSmallIntegerField("番号")
    at = models.DateTimeField("時刻")
    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, null=True, related_name="cells")
    closure = models.ForeignKey(Closure, on_delete=models.CASCADE, null=True, related_name="cells")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "at", "unit"], name="bookings_cell_taken_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.at:%Y-%m-%d %H:%M}"


@columns(internal="id resource window number booking", pseudonymous="holder")
class Share(models.Model):
    """One of the bookings a person may have in a window of time, taken once (利用枠)."""

    id = models.BigAutoField(primary_key=True)
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="shares")
    holder = models.CharField("利用者の識別", max_length=80)
    window = models.CharField("期間", max_length=10)
    number = models.PositiveSmallIntegerField("何件目")
    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="share")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "holder", "window", "number"], name="bookings_share_taken_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.window} {self.number}"


@columns(internal="opened_at", pseudonymous="id resident_id")
class Feed(models.Model):
    """A resident's private calendar feed (カレンダーの購読)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    resident_id = models.UUIDField("住民", unique=True)
    opened_at = models.DateTimeField("開始日時")

    def __str__(self) -> str:
        return str(self.pk)


@columns(internal="serial")
class Slip(models.Model):
    """Hands out booking numbers (採番): a sequence, so that nobody waits for another."""

    serial = models.BigAutoField("通し番号", primary_key=True)

    def __str__(self) -> str:
        return str(self.serial)
