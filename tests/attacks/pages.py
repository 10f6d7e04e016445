"""Reads pages as a browser does (画面の読み取り): the forms on them and what they would post."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus, urljoin

from django.db import transaction
from django.test import Client
from lxml import html

URLENCODED = "application/x-www-form-urlencoded"
UNTOUCHED = {"csrfmiddlewaretoken", "_shown"}


@dataclass(frozen=True)
class Sheet:
    """One form on a page (様式)."""

    page: str
    action: str
    method: str
    values: tuple[tuple[str, str], ...]
    names: frozenset[str] = field(default_factory=frozenset)

    @property
    def open_names(self) -> list[str]:
        return sorted(self.names - UNTOUCHED)

    def body(self, changes: dict[str, str]) -> str:
        """Return the body with some values, encoded already, in place of its own."""
        kept = [(n, quote_plus(v)) for n, v in self.values if n not in changes]
        return "&".join(f"{quote_plus(n)}={v}" for n, v in [*kept, *changes.items()])


def sheets_on(page: str, text: str) -> Iterator[Sheet]:
    """Yield the forms of a page."""
    for form in html.fromstring(text).forms:
        names = {one.get("name") for one in form.inputs if one.get("name")}
        values = tuple((n, v) for n, v in form.form_values() if isinstance(v, str))
        action = urljoin(page, form.get("action") or page).split("#", maxsplit=1)[0]
        yield Sheet(page, action, form.method.upper(), values, frozenset(names))


def send(client: Client, sheet: Sheet, changes: dict[str, str]) -> Any:
    """Send a form with some values changed; whatever it did is undone."""
    body = sheet.body(changes)
    with transaction.atomic():
        if sheet.method == "GET":
            answer: Any = client.get(sheet.action, QUERY_STRING=body)
        else:
            answer = client.post(sheet.action, body, content_type=URLENCODED)
        transaction.set_rollback(True)
    return answer
