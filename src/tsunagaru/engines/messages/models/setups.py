"""What the town folder says about sending to many (配信の決まり)."""

from django.db import models

from tsunagaru.ground.vault.labels import columns


@columns(internal="id content loaded_at")
class Setup(models.Model):
    """Topics, quiet hours, limits and approvers; one row, from the town folder."""

    content = models.JSONField("内容")
    loaded_at = models.DateTimeField("読込日時")

    def __str__(self) -> str:
        return f"配信の決まり {self.loaded_at:%Y-%m-%d}"
