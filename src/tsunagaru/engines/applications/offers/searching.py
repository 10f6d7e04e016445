"""What the search finds of applications (検索対象): the guides through turns in life."""

from collections.abc import Iterable

from django.urls import reverse

from tsunagaru.engines.applications.queries.guides import guides
from tsunagaru.kernel.offers import SearchDocument

KIND = "guide"
LANGUAGES = ("ja", "ja-easy", "en")


def documents() -> Iterable[SearchDocument]:
    """Return every guide in every language (くらしの手続き案内)."""
    for one in guides():
        guide = one.definition
        for language in LANGUAGES:
            yield SearchDocument(
                kind=KIND,
                ref=guide.code,
                title=guide.name.in_language(language),
                url=reverse("applications:guide", args=[guide.code]),
                body=guide.summary.in_language(language),
                keywords=" ".join((*guide.keywords, guide.name.ja, guide.name.easy, guide.name.en)),
                language=language,
            )
