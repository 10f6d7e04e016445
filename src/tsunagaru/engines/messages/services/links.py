"""Links made when an e-mail leaves (発送時に作るリンク): the database never holds one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from tsunagaru.kernel.offers import installed


class CannotLink(LookupError):
    """No package makes links of this name (リンクを作れません)."""


@dataclass(frozen=True)
class Link:
    """What an e-mail's link leads to (リンクの先).

    Args:
        kind: name of a ``LateLink`` that a package offers, such as ``pay``.
        to: id of the thing.
    """

    kind: str
    to: UUID


def address_of(link: Link, reader: UUID | None, *, at: datetime) -> str:
    """Return the whole address of a link for its reader, now (リンクを作る).

    Raises:
        CannotLink: no package makes such links.
    """
    path = _maker(link.kind)(link.to, reader, at)
    return settings.TSUNAGARU_LINKS.rstrip("/") + path if path else ""


def _maker(kind: str) -> Callable[[UUID, UUID | None, datetime], str]:
    for offers in installed():
        for one in offers.late_links:
            if one.name == kind:
                return one.make
    raise CannotLink(kind)
