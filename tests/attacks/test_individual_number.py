"""The individual number (個人番号) is kept nowhere, wherever and however it is typed."""

from itertools import count
from urllib.parse import quote_plus

import pytest
from django.db import connection

from tests.attacks.opened import digits_of, everything
from tests.attacks.pages import URLENCODED
from tests.attacks.test_nasty_text import SHARE, once, sheets
from tests.attacks.texts import individual
from tsunagaru.engines.applications.testing import an_application
from tsunagaru.ground.people.models import Account, HeldPost
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db
NUMBER = individual()
WIDE = NUMBER.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
KANJI = NUMBER.translate(str.maketrans("0123456789", "〇一二三四五六七八九"))
SPELLINGS = {
    "plain": NUMBER,
    "in fours": f"{NUMBER[:4]} {NUMBER[4:8]} {NUMBER[8:]}",
    "wide": f"番号は{WIDE}です",
    "kanji": KANJI,
    "hyphens": "-".join(NUMBER),
    "invisible": "\u200b".join(NUMBER),
}
# Where what is typed is only looked for, or only told to the page that was asked.
OPEN = {"ledger_audit.subject", "ledger_auditrow.subject"}


def kept() -> set[str]:
    """Return where in the database the number stands."""
    return {place for place, text in everything() if NUMBER in digits_of(text)}


def type_everywhere(world, spelling: str, share: int = 1) -> None:
    """Type the number into one box after another, all other boxes as they were.

    Args:
        share: one box in so many is typed into.
    """
    typed: set[str] = set()
    turn = count()
    for client, _, sheet in sheets(world):
        if any(word in sheet.action for word in ("erase", "withdraw", "submit", "claim")):
            continue
        for name in (one for one in once(sheet, typed) if next(turn) % share == 0):
            body = sheet.body({name: quote_plus(spelling)})
            if sheet.method == "POST":
                answer = client.post(sheet.action, body, content_type=URLENCODED)
            else:
                answer = client.get(sheet.action, QUERY_STRING=body)
            assert answer.status_code < 500, (sheet.action, name)


def test_the_number_typed_into_some_boxes_is_kept_nowhere(world):
    type_everywhere(world, SPELLINGS["in fours"], share=SHARE)
    assert kept() - OPEN == set()


@pytest.mark.drill
def test_the_number_typed_into_any_box_is_kept_nowhere(world):
    """Into each on SQLite, into one of three on PostgreSQL."""
    type_everywhere(world, SPELLINGS["in fours"], 1 if connection.vendor == "sqlite" else 3)
    assert kept() - OPEN == set()


def test_what_an_auditor_searches_for_is_not_written_down(world):
    answer = world.client("auditor").get("/staff/ledger/audit/", {"subject": NUMBER})
    assert answer.status_code in {200, 422}
    assert kept() == set()


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_spelling_is_refused_where_people_write_freely(world, spelling):
    text = SPELLINGS[spelling]
    case = an_application(resident=world.cast.resident_a.id, at=clock.now()).case
    writes = [
        ("clerk", f"/staff/cases/{world.case}/note/", {"text": text}),
        ("clerk", f"/staff/cases/{case}/correction/", {"field": "dog_name", "message": text}),
        (
            "clerk",
            f"/staff/cases/{case}/decision/",
            {"outcome": "refused", "confirmed": "on", "reason": text},
        ),
        ("anonymous", world.rating, {"comment": text}),
        ("resident_a", "/me/edit/", {"building": text}),
        ("resident_a", f"/apply/draft/{world.draft}/dog/", {"dog_name": text}),
        ("resident_a", f"/applications/{world.application}/correct/", {"dog_name": text}),
        ("dx_office", "/plan/staff/initiatives/1/edit/", {"current_issue": text}),
    ]
    world.client("anonymous").post(world.rating, {"score": "5"})
    for role, path, fields in writes:
        answer = world.client(role).post(path, fields)
        assert answer.status_code in {400, 422}, (path, answer.status_code)
        sentence = answer.content.decode()
        assert "個人番号" in sentence or "マイナンバー" in sentence or "長すぎ" in sentence, path
    assert kept() == set()


def test_what_is_held_when_a_session_ends_never_holds_the_number(world):
    client = world.client("resident_a")
    client.get("/me/")
    session = client.session
    session["people.seen"] = 0
    session.save()
    path = f"/me/edit/?town={NUMBER}"
    client.post(path, {"town": "藤曲", "building": NUMBER, NUMBER: "x"})
    assert Account.objects.exists()
    assert not HeldPost.objects.filter(path__contains=NUMBER).exists()
    assert kept() == set()
