"""Where polling of feeds stands (フィードの巡回の表)."""

import uuid

from django.db import models

from tsunagaru.ground.vault.labels import columns


@columns(internal="id url etag modified next_at reached_at failures")
class FeedState(models.Model):
    """One feed that is polled (フィードの状態), for all workers together.

    Args:
        etag, modified: what the server said last time all of it was taken in.
        next_at: when it is asked again; whoever moves it on, asks.
        reached_at: when it last came whole.
        failures: rounds without an answer since.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    url = models.CharField("アドレス", max_length=300, unique=True)
    etag = models.CharField("版", max_length=300, blank=True)
    modified = models.CharField("更新", max_length=100, blank=True)
    next_at = models.DateTimeField("次の巡回")
    reached_at = models.DateTimeField("最後に届いた日時", null=True)
    failures = models.PositiveIntegerField("続けて届かない回数", default=0)

    def __str__(self) -> str:
        return self.url
