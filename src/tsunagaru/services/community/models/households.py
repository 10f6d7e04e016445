"""Tables of how households get circulars (世帯の受取り方の表)."""

from django.db import models

from tsunagaru.ground.vault.labels import columns
from tsunagaru.services.community.rules.paper import WISH_NAMES, Wish


@columns(internal="wish missed tried_at chosen_at resumed_at group", pseudonymous="household")
class Standing(models.Model):
    """How one household gets its circulars (受取り方). Without a row: on paper.

    Args:
        group: code of the household's group; empty where nobody has said it yet.
        missed: circulars in a row that nobody had read in time.
        tried_at: since when the trial circular waits to be confirmed.
        resumed_at: when paper last came back by itself.
    """

    household = models.UUIDField("世帯", primary_key=True)
    group = models.CharField("組", max_length=40, blank=True, db_index=True)
    wish = models.CharField(
        "希望", max_length=8, choices=list(WISH_NAMES.items()), default=Wish.PAPER
    )
    missed = models.PositiveSmallIntegerField("続けて読まれなかった回数", default=0)
    chosen_at = models.DateTimeField("希望した日時", null=True)
    tried_at = models.DateTimeField("ためしの回覧", null=True)
    resumed_at = models.DateTimeField("紙に戻した日時", null=True)

    class Meta:
        verbose_name = "受取り方"

    def __str__(self) -> str:
        return f"{self.household} {self.wish}"


@columns(internal="id opened confirmed_at", pseudonymous="standing resident")
class Reader(models.Model):
    """Somebody of a household who reads circulars (読む人).

    Args:
        opened: circulars opened so far without being confirmed.
        confirmed_at: since when this is a confirmed reader; None for not yet.
    """

    id = models.BigAutoField(primary_key=True)
    standing = models.ForeignKey(Standing, models.CASCADE, related_name="people")
    resident = models.UUIDField("住民")
    opened = models.PositiveSmallIntegerField("読んだ回数", default=0)
    confirmed_at = models.DateTimeField("確認した日時", null=True)

    class Meta:
        verbose_name = "読む人"
        constraints = [
            models.UniqueConstraint(fields=["standing", "resident"], name="community_reads_once")
        ]

    def __str__(self) -> str:
        return f"{self.resident} {self.opened}"
