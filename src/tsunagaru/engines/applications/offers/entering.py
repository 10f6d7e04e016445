"""The guides as ways in on the front page (入口)."""

from collections.abc import Sequence

from django.urls import reverse

from tsunagaru.engines.applications.queries.guides import guides
from tsunagaru.kernel.offers import CardLine


def ways_in(language: str) -> Sequence[CardLine]:
    """Return a way in to every guide through a turn in life (くらしの手続き案内)."""
    return [
        CardLine(one.name.in_language(language), reverse("applications:guide", args=[one.code]))
        for one in (form.definition for form in guides())
    ]
