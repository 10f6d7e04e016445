"""Table of LINE's menu (LINEのメニューの表)."""

from django.db import models

from tsunagaru.engines.messages.models.subscribers import Contact
from tsunagaru.ground.vault.labels import columns


@columns(internal="id content loaded_at name line_menu others shown_at trouble tried_at")
class LineMenu(models.Model):
    """The menu below the talk in LINE (LINEのメニュー); one row.

    Args:
        content: from the town folder; empty where the town has none any more.
        name: of the menu that LINE shows now; empty for none of ours.
        line_menu: its id there.
        others: by language other than Japanese the ``name`` and ``id`` of the menu in it.
        trouble: why LINE could not be told last time, as a code; empty when it could.
    """

    content = models.JSONField("内容")
    loaded_at = models.DateTimeField("読込日時")
    name = models.CharField("表示中のメニュー", max_length=60, blank=True)
    line_menu = models.CharField("LINEでの番号", max_length=100, blank=True)
    others = models.JSONField("ほかの言葉のメニュー", default=dict)
    shown_at = models.DateTimeField("反映日時", null=True)
    trouble = models.CharField("反映できない理由", max_length=40, blank=True)
    tried_at = models.DateTimeField("最後に試した日時", null=True)

    class Meta:
        verbose_name = "LINEのメニュー"

    def __str__(self) -> str:
        return self.name or "LINEのメニュー"


@columns(internal="language line_menu at", pseudonymous="contact")
class MenuGiven(models.Model):
    """Who sees another menu than everybody's (個別のメニュー).

    Args:
        line_menu: its id at LINE; empty where LINE may have forgotten it, as after a block.
    """

    contact = models.OneToOneField(
        Contact, models.CASCADE, primary_key=True, related_name="menu_given"
    )
    language = models.CharField("言語", max_length=8)
    line_menu = models.CharField("LINEでの番号", max_length=100, blank=True)
    at = models.DateTimeField("反映日時")

    class Meta:
        verbose_name = "個別のLINEのメニュー"

    def __str__(self) -> str:
        return f"{self.contact_id} {self.language}"
