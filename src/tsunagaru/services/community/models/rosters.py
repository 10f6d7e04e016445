"""Tables of the roster of a district (名簿): it belongs to the association, not to the town."""

import uuid

from django.db import models

from tsunagaru.ground.vault.fields import SealedTextField
from tsunagaru.ground.vault.labels import columns
from tsunagaru.services.community.rules.rosters import VIEWER_NAMES


@columns(
    internal="shares changed_at",
    pseudonymous="household district changed_by",
    personal="name phone contact",
    sensitive="note",
)
class RosterEntry(models.Model):
    """What one household wrote into its district's roster (名簿の記載).

    Args:
        shares: by field how far it may be read; a field without one is read by nobody.
    """

    household = models.UUIDField("世帯", primary_key=True)
    district = models.CharField("区", max_length=20, db_index=True)
    name = SealedTextField("世帯の代表の氏名", null=True)
    phone = SealedTextField("電話番号", null=True)
    contact = SealedTextField("緊急の連絡先", null=True)
    note = SealedTextField("災害のときに知っておいてほしいこと", null=True)
    shares = models.JSONField("同意の範囲", default=dict)
    changed_by = models.UUIDField("書いた人")
    changed_at = models.DateTimeField("更新日時")

    class Meta:
        verbose_name = "名簿の記載"

    def __str__(self) -> str:
        return f"名簿 {self.household}"


@columns(internal="id viewer fields at", pseudonymous="entry by")
class RosterLook(models.Model):
    """That somebody read fields of an entry (名簿の閲覧の記録); its household sees it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(RosterEntry, models.CASCADE, related_name="looks")
    viewer = models.CharField("立場", max_length=8, choices=list(VIEWER_NAMES.items()))
    by = models.UUIDField("見た人")
    fields = models.JSONField("見た項目")
    at = models.DateTimeField("日時")

    class Meta:
        verbose_name = "名簿の閲覧"
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.viewer} {self.at:%Y-%m-%d}"
