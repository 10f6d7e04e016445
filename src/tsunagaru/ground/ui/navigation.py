"""The links in every page's header, by audience (ナビゲーション). The portal installs them."""

from dataclasses import dataclass

from tsunagaru.ground.ui.town import Link
from tsunagaru.kernel.access import Actor, Kind


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
    """Return the header's links for the person behind the request."""
    kind = actor.kind if actor else Kind.ANONYMOUS
    return _installed.get(kind, Navigation())
