"""Tables of circulars (回覧の表): the text, its editions, and every household it is for."""

import uuid

from django.db import models

from tsunagaru.ground.vault.labels import columns
from tsunagaru.services.community.rules.printing import FORM_NAMES, Form
from tsunagaru.services.community.rules.states import STATE_NAMES, Origin, State


@columns(
    internal=(
        "id number origin section district districts form due_on state edition made_at asked_at"
        " released_at ended_at because"
    ),
    pseudonymous="made_by asked_by approved_by ended_by",
)
class Circular(models.Model):
    """Something that goes round to households (回覧).

    Args:
        number: counts all circulars, for people to name it by.
        section: whose circular it is; of a district's, the section that minds districts.
        district: whose circular it is, if it is a district's.
        districts: codes of those it goes to; of all the town's when none is named.
        edition: the edition that is in force.
        made_by: a member of staff, or the resident who leads the district.
        because: why it was given back, withdrawn or dropped.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField("番号", unique=True)
    origin = models.CharField(
        "発信元", max_length=10, choices=[(Origin.TOWN, "町"), (Origin.DISTRICT, "区")]
    )
    section = models.CharField("担当の課", max_length=20)
    district = models.CharField("発信した区", max_length=20, blank=True)
    districts = models.JSONField("対象の区", default=list)
    form = models.CharField(
        "紙の配り方", max_length=8, choices=list(FORM_NAMES.items()), default=Form.ROUND
    )
    due_on = models.DateField("読む期限")
    state = models.CharField(
        "状態", max_length=10, choices=list(STATE_NAMES.items()), default=State.DRAFT
    )
    edition = models.PositiveSmallIntegerField("版", default=1)
    made_by = models.UUIDField("作成した人")
    made_at = models.DateTimeField("作成日時")
    asked_by = models.UUIDField("承認を求めた職員", null=True)
    asked_at = models.DateTimeField("承認を求めた日時", null=True)
    approved_by = models.UUIDField("承認した職員", null=True)
    released_at = models.DateTimeField("回覧を始めた日時", null=True)
    ended_by = models.UUIDField("終えた人", null=True)
    ended_at = models.DateTimeField("終えた日時", null=True)
    because = models.CharField("理由", max_length=400, blank=True)

    class Meta:
        verbose_name = "回覧"
        ordering = ("-number",)
        indexes = [models.Index(fields=["state", "due_on"], name="community_circular_due")]

    def __str__(self) -> str:
        return f"回覧 {self.number}"

    @property
    def words(self) -> "Edition":
        """Return the edition in force (今の版)."""
        return self.editions.get(number=self.edition)

    @property
    def title(self) -> str:
        """Return the title in Japanese (題名)."""
        return str(self.words.words["ja"]["title"])


@columns(internal="id circular number words note asked_at at", pseudonymous="by approved_by")
class Edition(models.Model):
    """One wording of a circular (版). The second and later ones are corrections.

    Args:
        words: title and body by language; Japanese is always there.
        note: what was corrected.
        at: when it came into force; None for a correction that waits for approval.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    circular = models.ForeignKey(Circular, models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField("版")
    words = models.JSONField("文")
    note = models.CharField("訂正の内容", max_length=400, blank=True)
    by = models.UUIDField("書いた人")
    asked_at = models.DateTimeField("書いた日時")
    approved_by = models.UUIDField("承認した職員", null=True)
    at = models.DateTimeField("適用した日時", null=True)

    class Meta:
        verbose_name = "回覧の版"
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["circular", "number"], name="community_edition_once")
        ]

    def __str__(self) -> str:
        return f"{self.circular_id} {self.number}"


@columns(
    internal=(
        "id circular district group on_paper late opened_at edition confirmed_at paper_at"
        " left_at way"
    ),
    pseudonymous="household opened_by",
)
class Delivery(models.Model):
    """A circular and one household (世帯ごとの回覧): how it is brought, and that it was read.

    Args:
        on_paper: this household gets this circular on paper.
        late: it was added to the paper list after the circular went out.
        edition: the newest edition that somebody there opened.
        paper_at: when its group said that the paper went round.
        left_at: when the household moved away meanwhile; it counts no more.
        way: how it was reached in the end: "online", "paper" or "none"; empty while open.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    circular = models.ForeignKey(Circular, models.CASCADE, related_name="deliveries")
    household = models.UUIDField("世帯", db_index=True)
    district = models.CharField("区", max_length=20)
    group = models.CharField("組", max_length=40, blank=True)
    on_paper = models.BooleanField("紙で届ける")
    late = models.BooleanField("あとから加わった", default=False)
    opened_at = models.DateTimeField("初めて開いた日時", null=True)
    opened_by = models.UUIDField("初めて開いた人", null=True)
    edition = models.PositiveSmallIntegerField("開いた版", default=0)
    confirmed_at = models.DateTimeField("読んだと答えた日時", null=True)
    paper_at = models.DateTimeField("紙を回した日時", null=True)
    left_at = models.DateTimeField("転出などの日時", null=True)
    way = models.CharField("届いた方法", max_length=8, blank=True)

    class Meta:
        verbose_name = "世帯ごとの回覧"
        constraints = [
            models.UniqueConstraint(
                fields=["circular", "household"], name="community_a_household_once"
            )
        ]
        indexes = [
            models.Index(fields=["circular", "district", "group"], name="community_by_group")
        ]

    def __str__(self) -> str:
        return f"{self.circular_id} {self.household}"


@columns(
    internal="id circular edition district group households copies at", pseudonymous="printed_by"
)
class PrintRun(models.Model):
    """Copies that were printed for a group (印刷の記録); for a district's spare, without group."""

    id = models.BigAutoField(primary_key=True)
    circular = models.ForeignKey(Circular, models.CASCADE, related_name="runs")
    edition = models.PositiveSmallIntegerField("版")
    district = models.CharField("区", max_length=20)
    group = models.CharField("組", max_length=40, blank=True)
    households = models.PositiveIntegerField("紙の世帯")
    copies = models.PositiveIntegerField("部数")
    printed_by = models.UUIDField("記録した職員")
    at = models.DateTimeField("日時")

    class Meta:
        verbose_name = "印刷"

    def __str__(self) -> str:
        return f"{self.district} {self.group} {self.copies}"
