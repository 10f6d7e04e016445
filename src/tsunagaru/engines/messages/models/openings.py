"""How often a message's page and links were opened (開封とクリックの集計); nobody stands behind."""

from django.db import models

from tsunagaru.engines.messages.models.broadcasts import Broadcast
from tsunagaru.ground.vault.labels import columns


@columns(internal="id broadcast number url")
class Link(models.Model):
    """An address in a message, behind a short link of ours (短縮リンク); only these are led to."""

    broadcast = models.ForeignKey(Broadcast, models.PROTECT, related_name="links")
    number = models.PositiveSmallIntegerField("番号")
    url = models.TextField("リンク先")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["broadcast", "number"], name="messages_link_once")
        ]

    def __str__(self) -> str:
        return f"{self.broadcast_id}/{self.number}"


@columns(internal="id broadcast number kind day n wording")
class Opening(models.Model):
    """How often something was opened on a day, by the way it came (開かれた回数).

    Args:
        number: of the link; 0 for the message's own page.
        wording: of which wording, as ``comparing.Wording``; 0 where there is one only.
    """

    broadcast = models.BigIntegerField("配信")
    number = models.PositiveSmallIntegerField("番号")
    kind = models.CharField("経路", max_length=8)
    day = models.DateField("日")
    n = models.PositiveIntegerField("回数")
    wording = models.SmallIntegerField("文面の区分", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["broadcast", "number", "kind", "day", "wording"],
                name="messages_opening_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.broadcast}/{self.number} {self.kind} {self.n}"
