"""What a dispatcher must know of a broadcast (配信の要点): it never changes once it is let go."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from tsunagaru.engines.messages.models import Broadcast, Comparison
from tsunagaru.engines.messages.models.broadcasts import Lane
from tsunagaru.engines.messages.rules.comparing import MARKS, Wording, texts_of
from tsunagaru.engines.messages.rules.tracking import LETTERS, shortened
from tsunagaru.engines.messages.rules.wording import words

MARK = "TOKEN"


@dataclass(frozen=True)
class Brief:
    """What all recipients of a broadcast share (配信の要点)."""

    key: UUID
    texts: Any
    drill: bool
    url: str
    leave_url: str
    urgent: bool
    keep_for_s: int
    expires_at: datetime
    links: tuple[str, ...] = ()
    short: str = ""
    own_url: str = ""
    choices: Any = None
    other: Any = None

    def buttons(self, language: str) -> tuple[tuple[str, str], ...]:
        """Return the buttons in a language, Japanese where there are none."""
        offered = self.choices or {}
        found = offered.get(language) or offered.get("ja") or ()
        return tuple((label, data) for label, data in found)

    def words(self, language: str, kind: str, wording: int | None = None) -> tuple[str, str]:
        """Return title and body in a language, its addresses short and of the channel's own.

        Args:
            wording: which of two; None where there is one only.

        Raises:
            LookupError: nobody has chosen yet what these recipients get.
        """
        if wording == Wording.REST:
            message = "the wording for the rest is not chosen yet"
            raise LookupError(message)
        texts = texts_of(self.texts, self.other, wording)
        title, body = words(texts, language, drill=self.drill)
        by = _by(kind, wording)
        return title, shortened(body, self.links, lambda n: f"{self.short}{n}{by}/")

    def page(self, kind: str, wording: int | None = None) -> str:
        """Return the address of the page that says everything, of the channel's own."""
        return self.url if self.urgent else f"{self.url}?by={_by(kind, wording)}"


def _by(kind: str, wording: int | None) -> str:
    """Return how a link says by which way, and with which wording, it came."""
    return LETTERS[kind] + MARKS.get(wording or 0, "")


def get_ready() -> None:
    """Read the addresses of all pages now: half a second that the first alert need not wait."""
    reverse("messages:leave", args=[MARK])


def brief_of(broadcast: int) -> Brief:
    """Return what all recipients of a released broadcast share."""
    row = Broadcast.objects.get(pk=broadcast)
    if row.released_at is None or row.expires_at is None:
        message = f"broadcast {broadcast} was not released"
        raise LookupError(message)
    here = settings.TSUNAGARU_LINKS.rstrip("/")
    leave = here + reverse("messages:leave", args=[MARK]).replace(MARK, "{token}")
    urgent = row.lane <= Lane.SAFETY
    return Brief(
        key=row.key,
        texts=row.texts,
        drill=row.drill,
        url=here + (row.page or reverse("messages:broadcast", args=[row.pk])),
        leave_url="" if urgent else leave,
        urgent=urgent,
        keep_for_s=round((row.expires_at - row.released_at).total_seconds()),
        expires_at=row.expires_at,
        links=tuple(row.links.order_by("number").values_list("url", flat=True)),
        short=f"{here}/l/{row.pk}/",
        own_url=here + row.own_page if row.own_page else "",
        choices=row.choices,
        other=Comparison.objects.values_list("texts", flat=True).filter(pk=row.pk).first(),
    )


@cache
def token_key() -> bytes:
    """Return the key with which recipients' tokens are made (符号の鍵)."""
    return sha256(b"messages.recipient" + settings.SECRET_KEY.encode()).digest()
