"""Nasty text in every field of every form: refused or kept in plain words, never a crash."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from tests.attacks.pages import Sheet, send, sheets_on
from tests.attacks.texts import ENCODED, SCRIPT
from tests.attacks.world import World

pytestmark = pytest.mark.django_db
LEAKS = re.compile(r"Traceback|File &quot;/|File \"/|OperationalError|ProgrammingError|psycopg|"
                   r"sqlite3|SELECT .+ FROM|DETAIL:|Exception Type")  # fmt: skip
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")
# The answers a form may give: done, shown again, or refused.
FAIR = {200, 302, 307, 400, 404, 409, 413, 422, 429}


def sheets(world: World) -> Iterator[tuple[Client, str, Sheet]]:
    """Yield every form of the house with somebody who may send it, each once."""
    seen = set()
    for role, paths in world.paths().items():
        client = world.client(role)
        for path in paths:
            answer = client.get(path)
            if answer.status_code == 404 and "/apply/draft/" in path:
                continue  # a page that these answers do not ask for
            assert answer.status_code in {200, 302}, (role, path, answer.status_code)
            if answer.status_code == 302:
                continue
            for sheet in sheets_on(path, answer.content.decode()):
                key = (role if "staff" in path else "", sheet.action, sheet.method, sheet.names)
                if key not in seen and "sign-out" not in sheet.action:
                    seen.add(key)
                    yield client, role, sheet


def check(where: tuple[str, ...], answer) -> list[str]:
    """Return what is wrong with an answer."""
    problems = []
    if answer.status_code not in FAIR:
        problems.append(f"{where}: {answer.status_code} {getattr(answer, 'exc_info', '')}")
    text = "" if answer.streaming else answer.content.decode(errors="replace")
    if found := LEAKS.search(text):
        problems.append(f"{where}: leaks {found[0]}")
    if SCRIPT in text or "<img src=x" in text:
        problems.append(f"{where}: unescaped")
    if "{% load" in text and "{% load" not in text.replace("{% load x %}", ""):
        pass
    if answer.status_code >= 400 and not JAPANESE.search(text):
        problems.append(f"{where}: {answer.status_code} without a sentence")
    return problems


def test_every_form_takes_nasty_text_in_all_its_fields_at_once(world):
    problems, posts = [], 0
    for client, role, sheet in sheets(world):
        for kind, value in ENCODED.items():
            if not sheet.open_names:
                continue
            posts += 1
            answer = send(client, sheet, dict.fromkeys(sheet.open_names, value))
            problems += check((role, sheet.method, sheet.action, kind), answer)
    print("POSTS", posts)
    assert not problems, "\n".join(problems)
