"""Tables of a district's events (行事と参加申込の表): they belong to the association."""

import uuid

from django.db import models
from django.db.models import Q

from tsunagaru.ground.vault.fields import SealedTextField
from tsunagaru.ground.vault.labels import columns
from tsunagaru.services.community.rules.gatherings import (
    LABELS,
    PLACE_NAMES,
    WAY_NAMES,
    Place,
    State,
)


@columns(
    internal=(
        "id district title on begins ends place bring rain words capacity due_on state edition"
        " note because walk_ins households signed came made_at closed_at emptied_at"
    ),
    pseudonymous="made_by",
)
class Gathering(models.Model):
    """An event of a district (行事).

    Args:
        on, begins, ends: day and times in Japan; ``ends`` where somebody said it.
        rain: what happens in bad weather, in words.
        capacity: how many people fit; None for everybody.
        due_on: the last day on which households sign up themselves.
        edition: counts the changes everybody signed up was told of.
        note: what the last change was about.
        because: why it was cancelled.
        walk_ins: people who came without having signed up.
        households, signed, came: totals, kept when the sign-ups are deleted.
        emptied_at: when that was.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.CharField("区", max_length=20)
    title = models.CharField("行事の名前", max_length=80)
    on = models.DateField("日にち")
    begins = models.TimeField("始まる時刻")
    ends = models.TimeField("終わる時刻", null=True)
    place = models.CharField("場所", max_length=100)
    bring = models.CharField("持ち物", max_length=200, blank=True)
    rain = models.CharField("雨のとき", max_length=200, blank=True)
    words = models.TextField("説明", blank=True)
    capacity = models.PositiveSmallIntegerField("定員", null=True)
    due_on = models.DateField("申込みの締切日")
    state = models.CharField(
        "状態", max_length=10, choices=list(LABELS.items()), default=State.OPEN
    )
    edition = models.PositiveSmallIntegerField("版", default=1)
    note = models.CharField("変更の内容", max_length=300, blank=True)
    because = models.CharField("中止の理由", max_length=300, blank=True)
    walk_ins = models.PositiveSmallIntegerField("申込みなしで来た人数", default=0)
    households = models.PositiveIntegerField("申込みの世帯", default=0)
    signed = models.PositiveIntegerField("申込みの人数", default=0)
    came = models.PositiveIntegerField("来た人数", null=True)
    made_by = models.UUIDField("作成した人")
    made_at = models.DateTimeField("作成日時")
    closed_at = models.DateTimeField("終わった日時", null=True)
    emptied_at = models.DateTimeField("申込みを消した日時", null=True)

    class Meta:
        verbose_name = "行事"
        ordering = ("on", "begins", "pk")
        indexes = [models.Index(fields=["district", "on"], name="community_gatherings")]

    def __str__(self) -> str:
        return self.title


@columns(
    internal="id gathering group adults children place line way to_call came at changed_at",
    pseudonymous="household by",
    personal="name",
    sensitive="note",
)
class SignUp(models.Model):
    """A household that signed up for an event (参加申込).

    Args:
        household: of the register, for one that signed up itself.
        name: of one that the head entered, as the head wrote it.
        note: what the household says besides.
        line: the place in the line; the smallest moves up first.
        to_call: something changed, and no notice reaches the household: the head calls it.
        came: so many people came; None where nobody noted it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="sign_ups")
    household = models.UUIDField("世帯", null=True, db_index=True)
    name = SealedTextField("世帯の氏名", null=True)
    group = models.CharField("組", max_length=40, blank=True)
    adults = models.PositiveSmallIntegerField("おとな")
    children = models.PositiveSmallIntegerField("子ども", default=0)
    note = SealedTextField("ひとこと", null=True)
    place = models.CharField("席", max_length=10, choices=list(PLACE_NAMES.items()))
    line = models.PositiveIntegerField("順番")
    way = models.CharField("方法", max_length=8, choices=list(WAY_NAMES.items()))
    to_call = models.BooleanField("電話で伝える", default=False)
    came = models.PositiveSmallIntegerField("来た人数", null=True)
    by = models.UUIDField("申し込んだ人", null=True)
    at = models.DateTimeField("申込日時")
    changed_at = models.DateTimeField("変更日時")

    class Meta:
        verbose_name = "参加申込"
        ordering = ("line", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "household"],
                condition=Q(household__isnull=False),
                name="community_signs_up_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.gathering_id} {self.line}"

    @property
    def people(self) -> int:
        """Return how many people come (人数)."""
        return self.adults + self.children

    @property
    def active(self) -> bool:
        """Tell whether the household still wants to come (申込み中)."""
        return self.place != Place.WITHDRAWN
