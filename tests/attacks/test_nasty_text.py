"""Nasty text in every field of every form: refused or kept in plain words, never a crash."""

import html
import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.attacks.pages import Sheet, send, sheets_on
from tests.attacks.texts import ENCODED, SCRIPT
from tests.attacks.world import World
from tsunagaru.engines.applications.models import Draft
from tsunagaru.kernel.text import normalise

pytestmark = [pytest.mark.django_db, pytest.mark.matrix]
LEAKS = re.compile(
    r"Traceback|File &quot;/|File \"/|OperationalError|ProgrammingError|psycopg|"
    r"sqlite3|SELECT .+ FROM|DETAIL:|Exception Type"
)
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")
# The answers a form may give: done, shown again, or refused.
# Every answer of the form editor reads a whole definition anew, which takes long; it has attacks of
# its own beside these.
EDITOR = "/staff/procedures/forms/"
QUICK = ("nul", "html", "invalid_utf8", "right_to_left", "number", "beyond_the_plane")
SHARE = 10  # with both databases, a fifth
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


def once(sheet: Sheet, typed: set[str]) -> list[str]:
    """Return the boxes to type into alone.

    The form editor asks for the same things on many pages and reads them in one place: each of its
    boxes is typed into once.
    """
    if EDITOR not in sheet.action:
        return list(sheet.open_names)
    new = [name for name in sheet.open_names if name not in typed]
    typed.update(new)
    return new


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
    if answer.status_code >= 400 and not JAPANESE.search(text):
        problems.append(f"{where}: {answer.status_code} without a sentence")
    return problems


def attack_at_once(world: World, kinds: tuple[str, ...]) -> list[str]:
    """Send every form with each nasty text in all its boxes."""
    problems: list[str] = []
    for client, role, sheet in sheets(world):
        for kind in (QUICK if EDITOR in sheet.action else kinds) if sheet.open_names else ():
            answer = send(client, sheet, dict.fromkeys(sheet.open_names, ENCODED[kind]))
            problems += check((role, sheet.method, sheet.action, kind), answer)
    return problems


def attack_alone(world: World) -> list[str]:
    """Send every form with a nasty text in one box and the others as they were.

    Each box takes a tenth of the texts in turn, and another tenth on the other database, so that
    every text meets every kind of box many times; each box has met every text, on one of them, when
    all were filled at once.
    """
    problems: list[str] = []
    typed: set[str] = set()
    kinds, turn = tuple(ENCODED), SHARE // 2 if connection.vendor == "postgresql" else 0
    for client, role, sheet in sheets(world):
        for name in once(sheet, typed):
            turn += 1
            quick = QUICK[turn % 2 :: 2]
            for kind in quick if EDITOR in sheet.action else kinds[turn % SHARE :: SHARE]:
                answer = send(client, sheet, {name: ENCODED[kind]})
                problems += check((role, sheet.method, sheet.action, kind, name), answer)
    return problems


def test_every_form_takes_nasty_text_in_all_its_boxes_at_once(world):
    assert not attack_at_once(world, QUICK)


@pytest.mark.parametrize("role", ["resident_a", "head", "dx_office"])
def test_ten_megabytes_in_a_box_are_refused_and_nothing_is_lost(world, role):
    paths = {
        "resident_a": f"/apply/draft/{world.draft}/dog/",
        "head": f"/staff/cases/{world.case}/note/",
        "dx_office": "/plan/staff/initiatives/1/edit/",
    }
    huge = {"dog_name": "x" * 10_000_000, "text": "", "vision": ""}
    answer = world.client(role).post(paths[role], huge)
    assert answer.status_code in {400, 413}
    assert "読み取れませんでした" in answer.content.decode()
    assert Draft.objects.get(pk=world.draft).answers["dog_name"] == "ポチ"


@settings(max_examples=25)
@given(typed=st.text(st.characters(codec="utf-8"), max_size=60))
def test_what_is_typed_is_refused_or_comes_back_as_typed(world, typed):
    client = world.client("resident_a")
    path = f"/apply/draft/{world.draft}/dog/"
    answer = client.post(path, {"dog_name": typed, "_shown": ["dog_name", "photo"]})
    assert answer.status_code in {302, 422}
    if answer.status_code == 302:
        kept = Draft.objects.get(pk=world.draft).answers["dog_name"]
        shown = html.unescape(client.get(path).content.decode())
        assert f'value="{kept}"' in shown
        assert normalise(kept) == normalise(typed)


@pytest.mark.drill
def test_every_form_takes_every_nasty_text_in_all_its_boxes_at_once(world):
    """Every other text on each database."""
    assert not attack_at_once(world, tuple(ENCODED)[connection.vendor == "postgresql" :: 2])


@pytest.mark.drill
def test_every_box_takes_nasty_text_alone(world):
    assert not attack_alone(world)
