"""The links in every page's header, by audience (ナビゲーション). The portal installs them."""

from dataclasses import dataclass, replace

from tsunagaru.ground.ui.town import Link
from tsunagaru.kernel.access import ANONYMOUS, ANYONE, Actor, Kind, Opening


@dataclass(frozen=True)
class GuardedLink(Link):
    """A link that only those see who may open the page behind it (権限のあるリンク).

    Args:
        opening: the opening of the page's view.
    """

    opening: Opening = ANYONE


@dataclass(frozen=True)
class Navigation:
    """The header's links for one audience.

    Args:
        home: where the service's name leads.
        links: the links in order.
        account: sign in, or the account's own page.
        sign_out: address that a POST signs out at, or empty.
    """

    home: str = "/"
    links: tuple[Link, ...] = ()
    account: Link | None = None
    sign_out: str = ""


_installed: dict[Kind, Navigation] = {}


def install(audience: Kind, navigation: Navigation) -> None:
    """Set the header's links for one audience."""
    _installed[audience] = navigation


def for_actor(actor: Actor | None) -> Navigation:
    """Return the header's links for the person behind the request, without closed ones."""
    who = actor or ANONYMOUS
    found = _installed.get(who.kind, Navigation())
    return replace(found, links=tuple(link for link in found.links if _is_open(link, who)))


def _is_open(link: Link, actor: Actor) -> bool:
    return not isinstance(link, GuardedLink) or link.opening.allows(actor)
