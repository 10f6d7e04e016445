"""How a draft looks in each language and on each channel (配信の見え方)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from tsunagaru.engines.messages.gateways.channels import Parcel
from tsunagaru.engines.messages.gateways.wording import units, whole_text
from tsunagaru.engines.messages.models import Broadcast, Comparison
from tsunagaru.engines.messages.queries.plainness import advice_on
from tsunagaru.engines.messages.rules import previews
from tsunagaru.engines.messages.rules.plainness import Advice
from tsunagaru.engines.messages.rules.wording import words

LANGUAGES = {"ja": "日本語", "ja-easy": "やさしい日本語", "en": "英語"}
LETTERS = 5_000  # what LINE takes at one go
HTML = {"ja": "ja", "ja-easy": "ja", "en": "en"}


@dataclass(frozen=True)
class Preview:
    """A draft in one language (見え方).

    Args:
        written: there is a text in this language; otherwise it is said in Japanese.
        whole: as LINE and short messages carry it.
        push: title and first words of a notice on a telephone.
        segments: short messages that one person is sent.
    """

    code: str
    name: str
    html: str
    written: bool
    title: str
    body: str
    whole: str
    push: tuple[str, str]
    letters: int
    segments: int
    advice: Advice | None


@dataclass(frozen=True)
class Shown:
    """How one wording looks in every language (文面の見え方); the heading tells which of two."""

    heading: str
    previews: list[Preview]


def wordings_of(row: Broadcast) -> list[Shown]:
    """Return how each wording of a broadcast looks (見え方)."""
    compared = Comparison.objects.filter(pk=row.pk).first()
    if compared is None:
        return [Shown("見え方", _previews(row, row.texts))]
    both = {"1つ目の文面の見え方": row.texts, "2つ目の文面の見え方": compared.texts}
    return [Shown(heading, _previews(row, texts)) for heading, texts in both.items()]


def _previews(row: Broadcast, texts: Mapping[str, Any]) -> list[Preview]:
    return [_preview(row, texts, code) for code in LANGUAGES]


def _preview(row: Broadcast, texts: Mapping[str, Any], code: str) -> Preview:
    title, body = words(texts, code, drill=row.drill)
    url = settings.TSUNAGARU_LINKS.rstrip("/") + reverse("messages:broadcast", args=[row.pk])
    parcel = Parcel(key=row.key, title=title, body=body, recipients=(), url=url)
    whole = whole_text(parcel, LETTERS)
    letters = units(whole)
    written = code in texts
    return Preview(
        code=code,
        name=LANGUAGES[code],
        html=HTML[code] if written else "ja",
        written=written,
        title=title,
        body=body,
        whole=whole,
        push=(
            previews.first_words(title, previews.PUSH_TITLE),
            previews.first_words(body, previews.PUSH_BODY),
        ),
        letters=letters,
        segments=previews.segments(letters),
        advice=advice_on(f"{title}\n{body}") if written and code != "en" else None,
    )
