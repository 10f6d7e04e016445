"""Tables of cases (案件)."""

import uuid

from django.db import models
from django.db.models import F, Q

from tsunagaru.engines.cases.rules import LABELS, MONEY_OPEN, OPEN, PAYING_LABELS, Paying, State
from tsunagaru.ground.vault.fields import SealedTextField
from tsunagaru.ground.vault.labels import columns

PAYINGS = [(paying.value, label) for paying, label in PAYING_LABELS.items()]
STATES = [(state.value, label) for state, label in LABELS.items()]


@columns(
    internal="kind code title section channel age_band district state received_at due_on paused_on"
    " standard_days assignee assignee_name closed_at payment disposed_at",
    pseudonymous="id number subject resident_id",
)
class Case(models.Model):
    """One matter the town must deal with (案件)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField("案件番号", max_length=20, unique=True)
    kind = models.CharField("種別", max_length=20)
    subject = models.UUIDField("対象")
    code = models.CharField("手続", max_length=60)
    title = models.CharField("件名", max_length=120)
    section = models.CharField("所管課", max_length=20)
    channel = models.CharField("受付経路", max_length=10)
    resident_id = models.UUIDField("住民", null=True)
    age_band = models.CharField("年齢層", max_length=8, blank=True)
    district = models.CharField("区", max_length=12, blank=True)
    state = models.CharField("処理状況", max_length=12, choices=STATES, default=State.RECEIVED)
    received_at = models.DateTimeField("受付日時")
    standard_days = models.PositiveIntegerField("標準処理期間(開庁日)", default=0)
    due_on = models.DateField("処理期限")
    paused_on = models.DateField("補正を求めた日", null=True)
    assignee = models.UUIDField("担当者", null=True)
    assignee_name = models.CharField("担当者名", max_length=60, blank=True)
    closed_at = models.DateTimeField("完結日時", null=True)
    payment = models.CharField(
        "手数料の状況", max_length=12, choices=PAYINGS, default=Paying.NONE, blank=True
    )
    disposed_at = models.DateTimeField("廃棄日時", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject"], name="cases_one_per_subject"),
            models.CheckConstraint(
                name="cases_closed_after_received",
                condition=Q(closed_at=None) | Q(closed_at__gte=F("received_at")),
            ),
            models.CheckConstraint(
                name="cases_disposed_only_when_finished",
                condition=Q(disposed_at=None)
                | (
                    Q(closed_at__isnull=False)
                    & ~Q(state__in=sorted(one.value for one in OPEN))
                    & ~Q(payment__in=sorted(one.value for one in MONEY_OPEN))
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["section", "state", "due_on"], name="cases_queue"),
            models.Index(fields=["resident_id"], name="cases_resident"),
            models.Index(
                fields=["section", "payment"],
                name="cases_payment",
                condition=~Q(payment=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number


@columns(
    internal="outcome label at by_name on_time",
    pseudonymous="id case by",
    personal="reason",
)
class Decision(models.Model):
    """What the town decided, with its reasons (処分・決定)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField("結果", max_length=30)
    label = models.CharField("結果の名称", max_length=60)
    reason = SealedTextField("理由", default="")
    at = models.DateTimeField("決定日時")
    by = models.UUIDField("決定した職員", null=True)
    by_name = models.CharField("決定した職員名", max_length=60, blank=True)
    on_time = models.BooleanField("期限内", default=True)

    def __str__(self) -> str:
        return f"{self.label} {self.at:%Y-%m-%d}"


@columns(
    internal="field label requested_at answered_at cancelled_at by_name",
    pseudonymous="id case by",
    personal="message",
)
class Correction(models.Model):
    """A request to correct one field (補正の求め)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="corrections")
    field = models.CharField("項目", max_length=60)
    label = models.CharField("項目名", max_length=120)
    message = SealedTextField("お願いの内容", default="")
    requested_at = models.DateTimeField("求めた日時")
    answered_at = models.DateTimeField("回答日時", null=True)
    cancelled_at = models.DateTimeField("取消日時", null=True)
    by = models.UUIDField("求めた職員", null=True)
    by_name = models.CharField("求めた職員名", max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(answered_at=None, cancelled_at=None),
                name="cases_one_open_correction",
            )
        ]

    def __str__(self) -> str:
        return self.label


@columns(internal="at order kind by_name", pseudonymous="id case by", personal="text")
class Entry(models.Model):
    """One line of a case's timeline (経過); notes stay inside the town hall."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries")
    at = models.DateTimeField("日時")
    order = models.PositiveIntegerField("順番")
    kind = models.CharField("種類", max_length=30)
    text = SealedTextField("内容", default="")
    by = models.UUIDField("職員", null=True)
    by_name = models.CharField("職員名", max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "order"], name="cases_timeline_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"


@columns(internal="serial")
class Slip(models.Model):
    """Hands out case numbers (採番): a sequence, so that no submission waits for another."""

    serial = models.BigAutoField("通し番号", primary_key=True)

    def __str__(self) -> str:
        return str(self.serial)
