"""Tables of shelters (避難所の表): what the town has, and what is open."""

import uuid

from django.db import models

from tsunagaru.ground.vault.fields import SealedTextField
from tsunagaru.ground.vault.labels import columns
from tsunagaru.services.shelters.rules.states import OPENING_NAMES, OpeningState

STATES = [(one.value, name) for one, name in OPENING_NAMES.items()]


@columns(internal="id section content loaded_at")
class Setup(models.Model):
    """How shelters are run, from the town folder (避難所の決まり). Whoever opens one locks it."""

    id = models.BigAutoField(primary_key=True)
    section = models.CharField("統括する課", max_length=40)
    content = models.JSONField("内容")
    loaded_at = models.DateTimeField("読込日時")

    def __str__(self) -> str:
        return self.section


@columns(internal="code content retired loaded_at")
class Site(models.Model):
    """A designated shelter, from the town folder (避難所)."""

    code = models.CharField("コード", max_length=40, primary_key=True)
    content = models.JSONField("内容")
    retired = models.BooleanField("廃止", default=False)
    loaded_at = models.DateTimeField("読込日時")

    def __str__(self) -> str:
        return self.code


@columns(internal="id drill begun_at emptied_at")
class Run(models.Model):
    """One time that shelters are open (災害対応): from the first opened to the last closed.

    A person is one person within it. Whoever enters people locks it. Once ``emptied_at`` is set,
    only counts are left of who was there.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    drill = models.BooleanField("訓練")
    begun_at = models.DateTimeField("始まり")
    emptied_at = models.DateTimeField("廃棄日時", null=True)

    def __str__(self) -> str:
        return f"{self.begun_at:%Y-%m-%d %H:%M}"


@columns(
    internal="id run site state opened_at closed_at letters",
    pseudonymous="opened_by closed_by",
    secret="names_key",  # noqa: S106 - the name of a class of columns
)
class Opening(models.Model):
    """One shelter, open from a time on (開設).

    Args:
        letters: how many letters were given to tablets; the desk itself has none.
        names_key: opens the lists of names on its tablets; handed out on paper, apart from them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(Run, models.PROTECT, related_name="openings")
    site = models.ForeignKey(Site, models.PROTECT, related_name="openings")
    state = models.CharField("状態", max_length=10, choices=STATES, default=OpeningState.OPEN)
    opened_at = models.DateTimeField("開設日時")
    closed_at = models.DateTimeField("閉鎖日時", null=True)
    letters = models.PositiveSmallIntegerField("端末の数", default=0)
    opened_by = models.UUIDField("開設した職員", null=True)
    closed_by = models.UUIDField("閉鎖した職員", null=True)
    names_key = SealedTextField("名簿の鍵", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site"],
                condition=~models.Q(state="closed"),
                name="shelters_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.opened_at:%Y-%m-%d %H:%M}"
