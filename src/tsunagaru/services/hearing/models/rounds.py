"""Tables of idea rounds (アイデア募集の表): the round, its ideas, and the secret votes."""

import uuid
from datetime import date

from django.db import models

from tsunagaru.ground.vault.fields import SealedJSONField, SealedTextField
from tsunagaru.ground.vault.labels import columns
from tsunagaru.services.hearing.rules.rounds import (
    ANSWER_NAMES,
    AUTHOR_NAMES,
    IDEA_STATE_NAMES,
    Answer,
    Days,
    Facts,
    IdeaState,
    Phase,
    phase_of,
)
from tsunagaru.services.hearing.rules.states import SOURCE_NAMES


@columns(
    public="""number title about initiatives supports least_age ideas_from ideas_until votes_from
        votes_until published_at called_off_at closed_at voters result result_published_at""",
    internal="id prepared_at asked_at result_asked_at",
    pseudonymous="prepared_by asked_by published_by result_by result_asked_by result_published_by",
    secret="key",  # noqa: S106 - the class of a column
)
class IdeaRound(models.Model):
    """A round in which people propose ideas and support some of them (アイデア募集).

    Args:
        initiatives: numbers of the plan's initiatives it belongs to.
        supports: how many different ideas one person supports, at most.
        least_age: how old one must be; 0 for everybody.
        key: under which marks and codes are made; drawn at publication, destroyed at the count.
        voters: how many voted; None before the count, and where they were too few to be told.
        result: what the town says to the whole of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField("番号", unique=True)
    title = models.CharField("題名", max_length=100)
    about = models.TextField("説明")
    initiatives = models.JSONField("取組", default=list)
    supports = models.PositiveSmallIntegerField("選べる数")
    least_age = models.PositiveSmallIntegerField("年齢の下限")
    ideas_from = models.DateField("募集の初日")
    ideas_until = models.DateField("募集の最終日")
    votes_from = models.DateField("投票の初日")
    votes_until = models.DateField("投票の最終日")
    prepared_by = models.UUIDField("準備した職員")
    prepared_at = models.DateTimeField("準備した日時")
    asked_by = models.UUIDField("公開の承認を求めた職員", null=True)
    asked_at = models.DateTimeField("公開の承認を求めた日時", null=True)
    published_by = models.UUIDField("公開した職員", null=True)
    published_at = models.DateTimeField("公開日時", null=True)
    called_off_at = models.DateTimeField("中止した日時", null=True)
    key = SealedTextField("投票の鍵", null=True)
    closed_at = models.DateTimeField("集計日時", null=True)
    voters = models.PositiveIntegerField("投票した人数", null=True)
    result = models.TextField("結果のまとめ", blank=True)
    result_by = models.UUIDField("結果を書いた職員", null=True)
    result_asked_by = models.UUIDField("結果の承認を求めた職員", null=True)
    result_asked_at = models.DateTimeField("結果の承認を求めた日時", null=True)
    result_published_by = models.UUIDField("結果を公開した職員", null=True)
    result_published_at = models.DateTimeField("結果の公開日時", null=True)

    class Meta:
        verbose_name = "アイデア募集"
        ordering = ("-number",)

    def __str__(self) -> str:
        return self.title

    @property
    def days(self) -> Days:
        """Return when ideas are taken, and when votes (期間)."""
        return Days(self.ideas_from, self.ideas_until, self.votes_from, self.votes_until)

    def phase(self, today: date) -> Phase:
        """Return where it stands on a day in Japan (段階)."""
        facts = Facts(
            published=self.published_at is not None,
            called_off=self.called_off_at is not None,
            closed=self.closed_at is not None,
            answered=self.result_published_at is not None,
        )
        return phase_of(self.days, facts, today)


@columns(
    public="number title text answer reason",
    internal="id round state channel proposed_at listed_at main confirmed aside emptied_at",
    pseudonymous="resident entered_by worded_by answered_by",
    personal="said contact",
)
class Idea(models.Model):
    """What somebody proposes in a round (アイデア). Who it was stands on no page.

    Args:
        number: within the round.
        said: title and text as they were proposed; ``title`` and ``text`` are the public words.
        contact: how to tell who has no account, where a clerk wrote it down for them.
        confirmed: digest of the public words that a person looked at.
        main: the like idea with which it was put together.
        aside: why it is not listed, for its author.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(IdeaRound, models.PROTECT, related_name="ideas")
    number = models.PositiveIntegerField("番号")
    state = models.CharField(
        "状態",
        max_length=10,
        choices=list(IDEA_STATE_NAMES.items()),
        default=IdeaState.RECEIVED,
    )
    channel = models.CharField("受付経路", max_length=10, choices=list(SOURCE_NAMES.items()))
    resident = models.UUIDField("住民", null=True, db_index=True)
    said = SealedJSONField("提案の内容", null=True)
    contact = SealedTextField("連絡先", null=True)
    title = models.CharField("題名", max_length=60, blank=True)
    text = models.TextField("内容", blank=True)
    confirmed = models.CharField("確かめた文", max_length=64, blank=True)
    main = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="alike", verbose_name="まとめ先"
    )
    aside = models.CharField("載せない理由", max_length=300, blank=True)
    entered_by = models.UUIDField("入力した職員", null=True)
    worded_by = models.UUIDField("文を整えた職員", null=True)
    proposed_at = models.DateTimeField("提案日時")
    listed_at = models.DateTimeField("掲載日時", null=True)
    answer = models.CharField(
        "町の回答", max_length=10, choices=list(ANSWER_NAMES.items()), blank=True
    )
    reason = models.TextField("回答の理由", blank=True)
    answered_by = models.UUIDField("回答を書いた職員", null=True)
    emptied_at = models.DateTimeField("消去日時", null=True)

    class Meta:
        verbose_name = "アイデア"
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="hearing_idea_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.number}"

    @property
    def author_state(self) -> str:
        """Return the state as its author reads it."""
        return AUTHOR_NAMES[IdeaState(self.state)]

    @property
    def answer_name(self) -> str:
        """Return in words what the town does with it, or nothing yet."""
        return ANSWER_NAMES[Answer(self.answer)] if self.answer else ""


@columns(internal="idea count")
class Tally(models.Model):
    """How many support an idea (支持の数). Nobody reads it before the count."""

    idea = models.OneToOneField(Idea, models.CASCADE, primary_key=True, related_name="tally")
    count = models.PositiveIntegerField("数", default=0)

    class Meta:
        verbose_name = "支持の数"

    def __str__(self) -> str:
        return f"{self.idea_id}"


@columns(internal="round", pseudonymous="digest")
class SupportMark(models.Model):
    """That somebody has voted in a round (投票済みの印), not for what; gone after the count.

    Args:
        digest: of round and resident under the round's key. Nothing else, and no time, stands here.
    """

    digest = models.CharField("印", max_length=64, primary_key=True)
    round = models.ForeignKey(IdeaRound, models.CASCADE, related_name="marks")

    class Meta:
        verbose_name = "投票済みの印"

    def __str__(self) -> str:
        return "印"


@columns(internal="round", secret="digest")  # noqa: S106 - the class of a column
class VotingSlip(models.Model):
    """A voting slip that is out and was not used (投票券); gone when it is used.

    Args:
        digest: of its code under the round's key. It is nobody's: no person stands here.
    """

    digest = models.CharField("番号の要約", max_length=64, primary_key=True)
    round = models.ForeignKey(IdeaRound, models.CASCADE, related_name="slips")

    class Meta:
        verbose_name = "投票券"

    def __str__(self) -> str:
        return "投票券"
