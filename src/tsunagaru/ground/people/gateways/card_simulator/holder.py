"""What the holder of a card does on the stand-in's pages (カードの持ち主の操作), over HTTP."""

import html
import http.client
import re
from urllib.parse import urlencode, urlsplit

from tsunagaru.ground.people.gateways.card_simulator.cards import PIN

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')


def consent(address: str, card: str, secret: str = PIN, act: str = "ok") -> str:
    """Open the address one was sent to, pick a card, type the number; return the way back.

    Returns:
        The address one is sent back to, or the page when the stand-in keeps one there.
    """
    _, page = _ask("GET", address, "")
    hidden = {name: html.unescape(value) for name, value in _HIDDEN.findall(page)}
    fields = {**hidden, "card": card, "secret": secret, "act": act}
    place, page = _ask("POST", address.partition("?")[0], urlencode(fields))
    return place or page


def _ask(method: str, address: str, body: str) -> tuple[str, str]:
    there = urlsplit(address)
    connection = http.client.HTTPConnection(there.hostname or "", there.port, timeout=10)
    kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    connection.request(method, f"{there.path}?{there.query}", body or None, kind)
    answer = connection.getresponse()
    place, page = answer.getheader("Location") or "", answer.read().decode()
    connection.close()
    return place, page
