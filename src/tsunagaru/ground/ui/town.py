"""What every page says about the town (町の情報). The town folder's loader installs it."""

from dataclasses import dataclass

from tsunagaru.ground.ui.phrases import Text


@dataclass(frozen=True)
class Link:
    """A link with its text (リンク)."""

    text: Text
    url: str


@dataclass(frozen=True)
class Town:
    """The town as the page header and footer show it (町).

    Args:
        name: the town's name, or empty before a town folder is loaded.
        contact: one line on how to reach the town hall (telephone, hours), or empty.
        links: the footer's links: accessibility, privacy, contact.
        demo: whether the pages carry the sign that this is a demonstration.
    """

    name: Text = ""
    contact: Text = ""
    links: tuple[Link, ...] = ()
    demo: bool = False


_installed: list[Town] = [Town()]


def install(
    *, name: Text, contact: Text = "", links: tuple[Link, ...] = (), demo: bool = False
) -> None:
    """Tell every page about the town."""
    _installed[0] = Town(name=name, contact=contact, links=links, demo=demo)


def current() -> Town:
    """Return the town that was installed last, or a nameless one."""
    return _installed[0]
