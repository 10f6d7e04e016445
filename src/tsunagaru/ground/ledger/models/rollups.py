"""Sums per day and month, kept with every event (集計)."""

from django.db import models

from tsunagaru.ground.vault.labels import columns


@columns(internal="day name scope cell measure bucket shard n total")
class Rollup(models.Model):
    """What happened on a day under the same codes (日次集計).

    ``scope`` is empty for the base cell or the one breakdown the cell adds; ``measure`` is empty
    for the count of events; ``bucket`` is the value counted by a histogram; ``total`` is in
    thousandths. A writer adds to a ``shard`` of its own, so writers never wait for each other; the
    nightly fold gathers them in shard 0 and in the month. The day leads the key, so that writes of
    one day stay close together however long the table grows.
    """

    pk = models.CompositePrimaryKey("day", "scope", "name", "cell", "measure", "bucket", "shard")
    day = models.DateField("日")
    name = models.CharField("名称", max_length=60)
    scope = models.CharField("内訳", max_length=10, blank=True)
    cell = models.TextField("区分")
    measure = models.CharField("計量", max_length=40, blank=True)
    bucket = models.BigIntegerField("値", default=0)
    shard = models.IntegerField("書き手", default=0)
    n = models.BigIntegerField("件数")
    total = models.BigIntegerField("合計（千分の一）")

    class Meta:
        indexes = [
            models.Index(fields=["day"], name="ledger_rollup_live", condition=models.Q(shard__gt=0))
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name} {self.cell} {self.measure}"


@columns(internal="month name scope cell measure bucket n total")
class MonthRollup(models.Model):
    """The folded days of a month (月次集計): a month is this plus its days not folded yet."""

    pk = models.CompositePrimaryKey("scope", "name", "month", "cell", "measure", "bucket")
    month = models.DateField("月の初日")
    name = models.CharField("名称", max_length=60)
    scope = models.CharField("内訳", max_length=10, blank=True)
    cell = models.TextField("区分")
    measure = models.CharField("計量", max_length=40, blank=True)
    bucket = models.BigIntegerField("値", default=0)
    n = models.BigIntegerField("件数")
    total = models.BigIntegerField("合計（千分の一）")

    def __str__(self) -> str:
        return f"{self.month} {self.name} {self.cell} {self.measure}"
