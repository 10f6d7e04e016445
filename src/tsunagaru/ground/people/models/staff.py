"""The town's staff (職員): posts, roles with a period, absences."""

import uuid

from django.db import models

from tsunagaru.ground.people.models import indexes
from tsunagaru.ground.people.models.organisation import Section
from tsunagaru.ground.vault.fields import SealedTextField
from tsunagaru.ground.vault.indexes import indexed
from tsunagaru.ground.vault.labels import columns
from tsunagaru.kernel.access import Role

ROLE_NAMES = {
    Role.CLERK: "担当者",
    Role.HEAD: "課長",
    Role.DX_OFFICE: "DX推進担当",
    Role.CIO: "CIO・CISO",
    Role.AUDITOR: "監査",
}


@indexed("email_index", make=lambda row: indexes.email_index(row.email or ""))
@columns(
    internal="active joined_at section",
    pseudonymous="id email_index",
    personal="name kana email",
)
class Staff(models.Model):
    """A member of the town's staff (職員); ``section`` is the main one (本務の課)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = SealedTextField("氏名")
    kana = SealedTextField("フリガナ", null=True)
    email = SealedTextField("メールアドレス", null=True)
    email_index = models.CharField("索引（メール）", max_length=60, db_index=True, blank=True)
    section = models.ForeignKey(Section, models.PROTECT, related_name="staff")
    active = models.BooleanField("在職", default=True)
    joined_at = models.DateTimeField("登録日時")

    class Meta:
        verbose_name = "職員"

    def __str__(self) -> str:
        return f"職員 {self.pk}"


@columns(internal="id section title rank main from_on to_on", pseudonymous="staff")
class Post(models.Model):
    """A post held in a section for a period (職); other than the main one it is 兼務.

    Args:
        rank: order of seniority within the section, 1 = highest.
        to_on: last day, or empty while it lasts.
    """

    id = models.BigAutoField(primary_key=True)
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="posts")
    section = models.ForeignKey(Section, models.PROTECT, related_name="posts")
    title = models.CharField("職名", max_length=60)
    rank = models.PositiveSmallIntegerField("席次", default=9)
    main = models.BooleanField("本務", default=True)
    from_on = models.DateField("開始日")
    to_on = models.DateField("終了日", null=True, blank=True)

    class Meta:
        ordering = ["section", "rank", "id"]
        verbose_name = "職"

    def __str__(self) -> str:
        return f"{self.section_id} {self.title}"


@columns(
    internal="role section from_on to_on given_at revoked_at", pseudonymous="id staff given_by"
)
class RoleGrant(models.Model):
    """A role given to a member of staff for a period (役割の付与).

    Args:
        section: code of the section; empty for the whole town.
        to_on: last day, or empty while it lasts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="grants")
    role = models.CharField(
        "役割", max_length=12, choices=[(r.value, n) for r, n in ROLE_NAMES.items()]
    )
    section = models.CharField("課", max_length=40, blank=True)
    from_on = models.DateField("開始日")
    to_on = models.DateField("終了日", null=True, blank=True)
    given_by = models.UUIDField("付与者", null=True, blank=True)
    given_at = models.DateTimeField("付与日時")
    revoked_at = models.DateTimeField("取消日時", null=True, blank=True)

    class Meta:
        ordering = ["role", "from_on"]
        verbose_name = "役割の付与"
        constraints = [
            models.CheckConstraint(
                name="people_grant_ends_after_it_begins",
                condition=models.Q(to_on=None) | models.Q(to_on__gte=models.F("from_on")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.section}"


class Why(models.TextChoices):
    """Why somebody is away (不在の理由), no finer than a colleague needs to know."""

    TRIP = "trip", "出張"
    LEAVE = "leave", "休暇"
    OTHER = "other", "その他"


@columns(internal="from_on to_on why entered_at", pseudonymous="id staff entered_by")
class Absence(models.Model):
    """Days on which a member of staff is away (不在), first and last day included."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="absences")
    from_on = models.DateField("開始日")
    to_on = models.DateField("終了日")
    why = models.CharField("理由", max_length=8, choices=Why)
    entered_by = models.UUIDField("入力者", null=True, blank=True)
    entered_at = models.DateTimeField("入力日時")

    class Meta:
        ordering = ["from_on"]
        verbose_name = "不在"
        constraints = [
            models.CheckConstraint(
                name="people_absence_ends_after_it_begins",
                condition=models.Q(to_on__gte=models.F("from_on")),
            )
        ]

    def __str__(self) -> str:
        return f"不在 {self.from_on} - {self.to_on}"
