"""In LINE everybody sees the menu of the language they chose (言葉ごとのメニュー)."""

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from tsunagaru.engines.messages import tasks
from tsunagaru.engines.messages.definitions.menu import MenuFile
from tsunagaru.engines.messages.events import MenuLanguageChanged
from tsunagaru.engines.messages.gateways.simulators.http_server import Told
from tsunagaru.engines.messages.models import LineMenu, MenuGiven
from tsunagaru.engines.messages.models.subscribers import ContactKind
from tsunagaru.engines.messages.rules.menus import menu_in, page_in
from tsunagaru.engines.messages.services import menu_files, menus
from tsunagaru.engines.messages.services.receiving import note_back, note_blocked
from tsunagaru.engines.messages.services.subscribing import (
    Wishes,
    add_address,
    adopt,
    change,
    subscribe,
)
from tsunagaru.engines.messages.testing import contracts_with, simulated_providers
from tsunagaru.engines.messages.tests.outbox import a_subscriber, an_address
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people.testing import a_clerk, sign_in

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 29, 3, tzinfo=UTC)
NAMES = {"ja": "あ", "easy": "い", "en": "a"}


DRAWN: dict[str, bytes] = {}


@pytest.fixture(name="shelf")
def shelf_of_line(settings, monkeypatch):
    """LINE, and pictures of which each is drawn once for all tests here."""
    draw = menus.drawn

    def once(content, *, at):
        said = json.dumps([content["bar"], *content["rows"]], default=str)
        if said not in DRAWN:
            DRAWN[said] = draw(content, at=at)
        return DRAWN[said]

    monkeypatch.setattr(menus, "drawn", once)
    with simulated_providers() as them:
        settings.TSUNAGARU_CHANNELS = contracts_with(them)
        settings.TSUNAGARU_LINKS = "https://town.example"
        load()
        yield them.line.menus


def load(page="/my/", **languages):
    bar = {"ja": "メニュー", "easy": "めにゅう", "en": "Menu"} | languages
    told = {"bar": bar, "rows": [[{"name": NAMES, "page": page}]]}
    menu_files.apply(MenuFile.model_validate(told), AT)


def user(number: int) -> str:
    return an_address("line", number)


def seen_by(shelf, number: int) -> str:
    """Return the label on the button that somebody sees."""
    menu = shelf.menus[shelf.given.get(user(number), shelf.shown)]
    return str(menu["areas"][0]["action"]["label"])


def test_each_sees_the_menu_of_their_language_and_everybody_else_the_japanese(shelf):
    for number, language in enumerate(("ja", "ja-easy", "en", "en")):
        a_subscriber(number, "line", language=language)
    a_subscriber(9, "email", language="en")
    assert menus.bring_up(at=AT)
    assert [seen_by(shelf, number) for number in range(5)] == ["あ", "い", "a", "a", "あ"]
    assert len(shelf.menus) == 3
    assert not menus.bring_up(at=AT)


def test_the_pages_behind_a_menu_answer_in_its_language(shelf):
    menus.bring_up(at=AT)
    addresses = {one["chatBarText"]: one["areas"][0]["action"]["uri"] for one in
                 shelf.menus.values()}  # fmt: skip
    assert addresses == {
        "メニュー": "https://town.example/my/",
        "めにゅう": "https://town.example/my/?lang=ja-easy",
        "Menu": "https://town.example/my/?lang=en",
    }
    assert page_in("/a?b=1#c", "en") == "/a?b=1&lang=en#c"


def test_who_changes_the_language_sees_another_menu_at_once(shelf):
    person = a_subscriber(1, "line")
    menus.bring_up(at=AT)
    for language, label in (("en", "a"), ("ja-easy", "い"), ("ja", "あ")):
        change(person.pk, Wishes(language=language), way="online", at=AT)
        assert published("message.menu_language_changed")[-1]["language"] == language
        tasks.give_menu(MenuLanguageChanged(at=AT, subject=uuid4(), language=language))
        assert seen_by(shelf, 1) == label
    assert user(1) not in shelf.given
    assert not MenuGiven.objects.exists()


def test_who_joins_line_to_a_registration_gets_its_language(shelf):
    alone = a_subscriber(1, "line")
    known = subscribe(None, Wishes(language="en"), way="online", at=AT)
    menus.bring_up(at=AT)
    adopt(known, alone.contacts.get(), way="line", at=AT)
    assert len(published("message.menu_language_changed")) == 1
    assert menus.bring_up(at=AT)
    assert seen_by(shelf, 1) == "a"
    add_address(known, ContactKind.LINE, user(2), way="line", at=AT, confirmed=True)
    assert len(published("message.menu_language_changed")) == 2


def test_a_changed_menu_reaches_those_who_saw_the_old_one_before_it_is_taken_away(shelf):
    a_subscriber(1, "line", language="en")
    menus.bring_up(at=AT)
    old = set(shelf.menus)
    load(page="/alerts/")
    assert menus.bring_up(at=AT)
    assert not old & set(shelf.menus)
    assert len(shelf.menus) == 3
    assert shelf.given[user(1)] in shelf.menus


def test_a_language_that_is_given_up_leaves_its_people_the_japanese_menu(shelf):
    a_subscriber(1, "line", language="en")
    menus.bring_up(at=AT)
    load(en=None)
    menus.bring_up(at=AT)
    assert (seen_by(shelf, 1), len(shelf.menus)) == ("あ", 2)
    assert not MenuGiven.objects.exists()


def test_who_comes_back_after_a_block_is_given_their_menu_again(shelf):
    contact = a_subscriber(1, "line", language="en").contacts.get()
    menus.bring_up(at=AT)
    note_blocked(contact, at=AT)
    shelf.given.clear()  # LINE promises nothing about it
    assert not menus.bring_up(at=AT)
    contact.refresh_from_db()
    note_back(contact, at=AT + timedelta(hours=1))
    assert menus.bring_up(at=AT)
    assert seen_by(shelf, 1) == "a"


def test_more_than_line_takes_at_once_are_given_it_in_parts(shelf, monkeypatch):
    monkeypatch.setattr("tsunagaru.engines.messages.services.giving_menus.MOST_AT_ONCE", 2)
    for number in range(9):
        a_subscriber(number, "line", language="en")
    assert menus.bring_up(at=AT)
    assert len(shelf.given) == 9


def test_one_whom_line_does_not_know_keeps_nobody_else_from_theirs(shelf):
    for number in range(3):
        a_subscriber(number, "line", language="en")
    stranger = subscribe(None, Wishes(language="en"), way="online", at=AT)
    add_address(stranger, ContactKind.LINE, "Unobody", way="line", at=AT, confirmed=True)
    assert menus.bring_up(at=AT)
    assert [seen_by(shelf, number) for number in range(3)] == ["a", "a", "a"]
    assert not menus.bring_up(at=AT)


@pytest.mark.parametrize("broken_at", range(1, 13))
def test_wherever_line_breaks_off_everybody_sees_their_menu_in_the_end(shelf, broken_at):
    a_subscriber(1, "line", language="en")
    a_subscriber(2, "line", language="ja-easy")
    menus.bring_up(at=AT)
    load(page="/alerts/")
    real, asked = shelf.answer, []

    def answer(request):
        asked.append(request)
        return Told(500) if len(asked) == broken_at else real(request)

    shelf.answer = answer
    tasks.give_menu(MenuLanguageChanged(at=AT, subject=uuid4(), language="en"))
    shelf.answer = real
    tasks.give_menu(MenuLanguageChanged(at=AT, subject=uuid4(), language="en"))
    assert [seen_by(shelf, 1), seen_by(shelf, 2), len(shelf.menus)] == ["a", "い", 3]
    row = LineMenu.objects.get()
    assert menus.is_shown(row)
    assert row.trouble == ""


def test_a_menu_is_in_a_language_wholly_or_not_at_all():
    bar, button = {"ja": "メニュー", "easy": "めにゅう"}, {"name": {"ja": "あ", "en": "a"}}
    told = {"bar": bar, "rows": [[button | {"page": "/my/"}]]}
    with pytest.raises(ValueError, match="easy"):
        MenuFile.model_validate(told)
    assert menu_in({"bar": "帯", "rows": [[{"name": {"ja": "あ", "en": "a"}}]]}, "en") is None


def test_staff_see_every_menu_and_no_count_that_points_at_anybody(shelf, client):
    a_subscriber(1, "line", language="en")
    menus.bring_up(at=AT)
    sign_in(client, a_clerk(at=AT))
    page = client.get("/staff/messages/line-menu/").content.decode()
    for told in ("やさしい日本語", "5人未満", "?menu=en", "/my/?lang=en"):
        assert told in page
    picture = client.get("/staff/messages/line-menu.png?menu=en")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/png")
    assert client.get("/staff/messages/line-menu.png?menu=xx").status_code == 404
