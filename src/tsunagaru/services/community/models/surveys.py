"""Tables of surveys to a district's households (会員アンケートの表): they are the association's."""

import uuid

from django.db import models

from tsunagaru.ground.vault.fields import SealedJSONField, SealedTextField
from tsunagaru.ground.vault.labels import columns
from tsunagaru.services.community.rules.surveys import (
    LABELS,
    WAY_NAMES,
    Kind,
    Question,
    State,
)


@columns(
    internal=(
        "id district title why questions anonymous due_on state because summary asked households"
        " result made_at published_at reminded_at closed_at emptied_at"
    ),
    pseudonymous="made_by",
    secret="key",  # noqa: S106 - the class of a column
)
class Survey(models.Model):
    """A survey (会員アンケート). After it is published only its last day can change.

    Args:
        questions: as ``rules.surveys.Question``, in order.
        anonymous: an answer stands with nobody's name; ``key`` is what its marks are made under.
        because: why it was withdrawn.
        summary: what the head writes of the answers in words, for everybody.
        asked, households: how many were asked, and how many answered; kept when it is closed.
        result: tallies without words, kept when it is closed.
        emptied_at: when the answers of households were deleted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.CharField("区", max_length=20, db_index=True)
    title = models.CharField("題名", max_length=80)
    why = models.TextField("目的")
    questions = models.JSONField("質問", default=list)
    anonymous = models.BooleanField("無記名")
    due_on = models.DateField("回答の最後の日")
    state = models.CharField(
        "状態", max_length=10, choices=list(LABELS.items()), default=State.DRAFT
    )
    key = SealedTextField("無記名の鍵", null=True)
    because = models.CharField("取下げの理由", max_length=300, blank=True)
    summary = models.TextField("区長のまとめ", blank=True)
    asked = models.PositiveIntegerField("尋ねた世帯", default=0)
    households = models.PositiveIntegerField("答えた世帯", default=0)
    result = models.JSONField("結果", default=list)
    made_by = models.UUIDField("作成した人")
    made_at = models.DateTimeField("作成日時")
    published_at = models.DateTimeField("公開日時", null=True)
    reminded_at = models.DateTimeField("もう一度知らせた日時", null=True)
    closed_at = models.DateTimeField("締めた日時", null=True)
    emptied_at = models.DateTimeField("答えを消した日時", null=True)

    class Meta:
        verbose_name = "会員アンケート"
        ordering = ("-made_at", "pk")

    def __str__(self) -> str:
        return self.title

    @property
    def asks(self) -> list[Question]:
        """Return the questions in order (質問)."""
        return [
            Question(Kind(one["kind"]), one["text"], tuple(one["choices"]))
            for one in self.questions
        ]


@columns(
    internal="id survey group way at changed_at",
    pseudonymous="household by",
    personal="name values",
)
class SurveyAnswer(models.Model):
    """What one household answered with its name (記名の答え).

    Args:
        household: of the register, or what stands for one on paper.
        name: of one that the head entered, as the head wrote it.
        values: as ``rules.surveys.Values``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="answers")
    household = models.UUIDField("世帯", db_index=True)
    name = SealedTextField("世帯の氏名", null=True)
    group = models.CharField("組", max_length=40, blank=True)
    way = models.CharField("方法", max_length=8, choices=list(WAY_NAMES.items()))
    values = SealedJSONField("答え")
    by = models.UUIDField("答えた人", null=True)
    at = models.DateTimeField("回答日時")
    changed_at = models.DateTimeField("変更日時")

    class Meta:
        verbose_name = "記名の答え"
        ordering = ("at", "pk")
        constraints = [
            models.UniqueConstraint(fields=["survey", "household"], name="community_answers_once")
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.household}"


@columns(internal="id survey same at undone_at", pseudonymous="answer other written by")
class SurveyMatch(models.Model):
    """Whether an answer is of a household that is spelled otherwise (同じ世帯かの判断).

    Only of a survey with names: of one without, nothing may stand beside its marks.

    Args:
        other: the household it is, or is not.
        written: what stands for the household as it was written.
        same: what the head decided.
        undone_at: when the head took that back; the answer moved then.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="matches")
    answer = models.ForeignKey(SurveyAnswer, models.SET_NULL, null=True, related_name="matches")
    other = models.UUIDField("もう一方の世帯")
    written = models.UUIDField("書かれたとおりの世帯")
    same = models.BooleanField("同じ世帯")
    by = models.UUIDField("判断した人")
    at = models.DateTimeField("判断日時")
    undone_at = models.DateTimeField("取り消した日時", null=True)

    class Meta:
        verbose_name = "同じ世帯かの判断"

    def __str__(self) -> str:
        return f"{self.same} {self.at:%Y-%m-%d}"


@columns(internal="survey", pseudonymous="digest alike")
class SurveyMark(models.Model):
    """That a household answered a survey without names (回答済みの印), not what; gone at its close.

    Args:
        digest: of survey and household under the survey's key. Nothing else, and no time.
        alike: the same of a household known from its writing alone, all its spellings made one.
    """

    digest = models.CharField("印", max_length=64, primary_key=True)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="marks")
    alike = models.CharField("表記をそろえた印", max_length=64, blank=True, db_index=True)

    class Meta:
        verbose_name = "回答済みの印"

    def __str__(self) -> str:
        return "印"


@columns(internal="survey content")
class SurveyUrn(models.Model):
    """All answers without names of one survey, added up (無記名の答えの箱): nobody's any more.

    One row for all of them: with a row an answer, the order of the rows would be a trail beside
    the order of the marks.

    Args:
        content: tallies as ``rules.surveys.Tally``, in the order of the questions.
    """

    survey = models.OneToOneField(Survey, models.CASCADE, primary_key=True, related_name="urn")
    content = SealedJSONField("集計と文")

    class Meta:
        verbose_name = "無記名の答えの箱"

    def __str__(self) -> str:
        return f"{self.survey_id}"
