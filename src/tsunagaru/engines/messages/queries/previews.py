"""How a draft looks in each language and on each channel (配信の見え方)."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from tsunagaru.engines.messages.gateways.channels import Parcel
from tsunagaru.engines.messages.gateways.wording import units, whole_text
from tsunagaru.engines.messages.models import Broadcast
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


def previews_of(row: Broadcast) -> list[Preview]:
    """Return how a broadcast looks in every language."""
    return [_preview(row, code) for code in LANGUAGES]


def _preview(row: Broadcast, code: str) -> Preview:
    title, body = words(row.texts, code, drill=row.drill)
    url = settings.TSUNAGARU_LINKS.rstrip("/") + reverse("messages:broadcast", args=[row.pk])
    parcel = Parcel(key=row.key, title=title, body=body, recipients=(), url=url)
    whole = whole_text(parcel, LETTERS)
    letters = units(whole)
    written = code in row.texts
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
