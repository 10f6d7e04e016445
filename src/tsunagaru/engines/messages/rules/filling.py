"""Filling notices (文例の差し込み): pure rules."""

import re
from collections.abc import Mapping

# What stands in a stored e-mail where the link comes that is made when it leaves.
LINK = "{link}"
PLACE = re.compile(r"\{([a-z_]+)\}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values into the places of a text; an unknown place stays empty (差し込み).

    Values are put in as they are and never searched for places again.
    """
    return PLACE.sub(lambda place: values.get(place[1], ""), text)


def put_link(text: str, link: str) -> str:
    """Put the link into a text that waits for it (リンクの差し込み); see ``LINK``."""
    return text.replace(LINK, link)


def one_line(text: str) -> str:
    """Return a text fit for an e-mail's header: one line, no control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:200]
