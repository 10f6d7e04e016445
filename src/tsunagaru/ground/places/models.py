"""Tables of places (地域の表)."""

from django.db import models

from tsunagaru.ground.vault.labels import columns


@columns(public="code definition texts phrases outline", internal="loaded_at")
class Town(models.Model):
    """The one town this database serves (町), as its folder describes it.

    Args:
        texts: language -> pairs of the text's name and text, in the folder's order (a database
            may reorder the keys of JSON objects); in ``pt`` the name is a Japanese sentence.
        phrases: pairs of a Japanese sentence and its wording of this town in three languages.
        outline: corners of the town's approximate shape, each latitude and longitude.
    """

    code = models.CharField("団体コード", max_length=5, primary_key=True)
    definition = models.JSONField("町の情報")
    texts = models.JSONField("町の言葉", default=dict)
    phrases = models.JSONField("町の言い回し", default=list)
    outline = models.JSONField("概形", default=list)
    loaded_at = models.DateTimeField("読み込み日時")

    class Meta:
        verbose_name = "町"

    def __str__(self) -> str:
        return str(self.definition["name"]["ja"])


class Place(models.Model):
    """What an area and a district have in common: code, name, approximate position."""

    code = models.CharField("符号", max_length=20, primary_key=True)
    name = models.CharField("名称", max_length=60)
    latitude = models.FloatField("緯度", null=True)
    longitude = models.FloatField("経度", null=True)
    order = models.PositiveSmallIntegerField("順")
    closed = models.BooleanField("廃止", default=False)

    class Meta:
        abstract = True
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


@columns(public="code name kana romaji postal_code latitude longitude order closed")
class Area(Place):
    """One of the town's areas as addresses use them (大字)."""

    kana = models.CharField("読み", max_length=60, blank=True)
    romaji = models.CharField("ローマ字", max_length=60, blank=True)
    postal_code = models.CharField("郵便番号", max_length=7, blank=True)

    class Meta(Place.Meta):
        verbose_name = "大字"


@columns(public="code name area latitude longitude order closed demo")
class District(Place):
    """One district with its neighbourhood association (区), a part of an area.

    A district that left the folder is closed and not deleted: old records still name it.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="districts", verbose_name="大字")
    demo = models.BooleanField("デモ", default=False)

    class Meta(Place.Meta):
        verbose_name = "区"
