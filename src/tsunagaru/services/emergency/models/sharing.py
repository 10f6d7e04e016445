"""Who may see whether somebody is safe (安否の共有の表): by consent, given and taken back."""

import uuid

from django.db import models

from tsunagaru.ground.vault.labels import columns

FAMILY, GROUP, HEAD = "family", "group", "head"
SHARES = [(FAMILY, "家族の連絡先"), (GROUP, "勤め先・学校"), (HEAD, "区長")]
GROUP_KINDS = [("work", "勤め先"), ("school", "学校・園")]


@columns(internal="id name kind opened_at closed_at", pseudonymous="keeper opened_by")
class Group(models.Model):
    """An employer or a school that may see who of its people is safe (団体).

    Args:
        keeper: the resident's account that sees it; only people who agreed are in it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("名前", max_length=100)
    kind = models.CharField("種類", max_length=8, choices=GROUP_KINDS)
    keeper = models.UUIDField("見る人")
    opened_by = models.UUIDField("登録した職員")
    opened_at = models.DateTimeField("登録日時")
    closed_at = models.DateTimeField("終了日時", null=True)

    def __str__(self) -> str:
        return self.name


@columns(internal="id kind group given_at ended_at", pseudonymous="resident other")
class Share(models.Model):
    """What a resident agreed to (安否の共有の同意); ended, never deleted while it may be asked for.

    Args:
        other: the resident who may see it, for a family contact.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    resident = models.UUIDField("住民")
    kind = models.CharField("相手", max_length=8, choices=SHARES)
    other = models.UUIDField("家族の連絡先", null=True)
    group = models.ForeignKey(Group, models.CASCADE, null=True, related_name="shares")
    given_at = models.DateTimeField("同意日時")
    ended_at = models.DateTimeField("終了日時", null=True)

    class Meta:
        indexes = [models.Index(fields=["resident", "kind"], name="emergency_share_of")]

    def __str__(self) -> str:
        return f"{self.kind} {self.given_at:%Y-%m-%d}"


@columns(internal="id district since until", pseudonymous="resident named_by")
class DistrictHead(models.Model):
    """Who looks after a district in a disaster (区長), by their own account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.CharField("区", max_length=40)
    resident = models.UUIDField("住民")
    named_by = models.UUIDField("登録した職員")
    since = models.DateTimeField("登録日時")
    until = models.DateTimeField("終了日時", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "resident"],
                condition=models.Q(until=None),
                name="emergency_head_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.district} {self.since:%Y-%m-%d}"
