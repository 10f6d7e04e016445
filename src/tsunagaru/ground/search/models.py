"""Tables of the search (検索).

Beside them stands ``search_fts``, which a migration makes in each database's own way.
"""

from django.db import models

from tsunagaru.ground.vault.labels import columns


@columns(
    internal="id kind ref language title url body title_key keywords_key body_key title_length"
)
class Entry(models.Model):
    """One page that can be found (検索対象), in one language."""

    kind = models.CharField("種類", max_length=40)
    ref = models.CharField("参照", max_length=200)
    language = models.CharField("言語", max_length=10, default="ja")
    title = models.CharField("題名", max_length=300)
    url = models.CharField("アドレス", max_length=500)
    body = models.TextField("本文", blank=True)
    title_key = models.CharField("題名の検索キー", max_length=600)
    keywords_key = models.TextField("見出し語の検索キー", blank=True)
    body_key = models.TextField("本文の検索キー", blank=True)
    title_length = models.PositiveIntegerField("題名の長さ")

    class Meta:
        verbose_name = "検索対象"
        constraints = [
            models.UniqueConstraint(fields=["kind", "ref", "language"], name="search_entry_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.ref} ({self.language})"
