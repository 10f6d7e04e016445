"""Visits to the town hall booked for applications (来庁の予約)."""

import uuid

from django.db import models

from tsunagaru.engines.applications.models.applications import Application
from tsunagaru.ground.vault.labels import columns


@columns(internal="at", pseudonymous="id application booking")
class Visit(models.Model):
    """A booking made for an application (来庁の予約); whether it stands, bookings know."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="visits")
    booking = models.UUIDField("予約", unique=True)
    at = models.DateTimeField("予約した日時")

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return str(self.booking)
