"""The menu in LINE is what the town folder says (LINEのメニュー), whatever happens on the way."""

import json
from datetime import UTC, datetime
from itertools import pairwise
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.engines.messages import tasks
from tsunagaru.engines.messages.definitions.menu import MenuFile
from tsunagaru.engines.messages.gateways.channels import CannotReach
from tsunagaru.engines.messages.models import LineMenu
from tsunagaru.engines.messages.rules.menus import ROW_HEIGHT, WIDTH, bounds_of
from tsunagaru.engines.messages.services import menu_files, menus
from tsunagaru.engines.messages.testing import contracts_with, simulated_providers
from tsunagaru.engines.messages.testing.makers import TOWNS
from tsunagaru.ground.ledger.events import HourPassed
from tsunagaru.ground.people.testing import a_clerk, sign_in
from tsunagaru.kernel.folder import Folder

AT = datetime(2026, 11, 29, 3, tzinfo=UTC)
LINKS = "https://town.example"


@pytest.fixture(name="them")
def providers(settings):
    with simulated_providers() as them:
        settings.TSUNAGARU_CHANNELS = contracts_with(them)
        settings.TSUNAGARU_LINKS = LINKS
        yield them


def a_menu(*rows, bar="メニュー"):
    buttons = [[{"name": {"ja": one, "en": "x"}, "page": "/my/"} for one in row] for row in rows]
    return MenuFile.model_validate({"bar": bar, "rows": buttons})


def load(menu):
    menu_files.apply(menu, AT)


@given(st.lists(st.integers(1, 4), min_size=1, max_size=2))
def test_the_buttons_cover_the_picture_and_never_overlap(counts):
    for number, row in enumerate(bounds_of(counts)):
        assert row[0].x == 0
        assert row[-1].x + row[-1].width == WIDTH
        assert all(one.x + one.width == next_.x for one, next_ in pairwise(row))
        assert {(one.y, one.height) for one in row} == {(number * ROW_HEIGHT, ROW_HEIGHT)}


@pytest.mark.parametrize(
    ("button", "said"),
    [
        ({"name": {"ja": "a", "en": "a"}}, "どれか1つ"),
        ({"name": {"ja": "a", "en": "a"}, "page": "/my/", "says": "質問"}, "どれか1つ"),
        ({"name": {"ja": "a", "en": "a"}, "page": "//evil.example/"}, ""),
        ({"name": {"ja": "a", "en": "a"}, "page": "https://evil.example/"}, ""),
        ({"name": {"ja": "あ" * 21, "en": "a"}, "page": "/my/"}, ""),
    ],
)
def test_a_button_that_line_would_not_take_is_refused_with_its_line(tmp_path, button, said):
    file = tmp_path / menu_files.FILE
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({"bar": "メニュー", "rows": [[button]]}), encoding="utf-8")
    folder = Folder(tmp_path)
    assert menu_files.read(folder) is None
    with pytest.raises(Exception, match=said or "line_menu"):
        folder.check()


@pytest.mark.django_db
def test_the_towns_own_menu_is_shown_with_its_picture(them):
    load(menu_files.read(Folder(TOWNS / "oyama")))
    assert menus.bring_up(at=AT)
    shelf = them.line.menus
    menu = shelf.menus[shelf.shown]
    assert len(shelf.pictures[shelf.shown]) < 1_000_000
    assert menu["areas"][0]["action"] == {
        "type": "uri",
        "label": "手続きを探す",
        "uri": f"{LINKS}/procedures/",
    }
    assert menu["areas"][-1]["action"]["data"] == "link"


@pytest.mark.django_db
def test_nothing_is_asked_of_line_while_nothing_changes(them):
    load(a_menu("あ"))
    assert menus.bring_up(at=AT)
    asked = them.line.requests.total()
    load(a_menu("あ"))
    assert not menus.bring_up(at=AT)
    assert them.line.requests.total() == asked


@pytest.mark.django_db
def test_a_changed_menu_takes_the_old_ones_place(them):
    load(a_menu("あ"))
    menus.bring_up(at=AT)
    load(a_menu("い", "うえ"))
    assert menus.bring_up(at=AT)
    [only] = them.line.menus.menus.values()
    assert [one["action"]["label"] for one in only["areas"]] == ["い", "う", "え"]


@pytest.mark.django_db
def test_a_menu_that_somebody_else_made_is_left_alone(them):
    theirs = {"size": {"width": 2500, "height": 843}, "selected": True, "name": "campaign"}
    them.line.menus.menus["theirs"] = theirs
    load(a_menu("あ"))
    menus.bring_up(at=AT)
    assert "theirs" in them.line.menus.menus
    load(False)
    assert menus.bring_up(at=AT)
    assert list(them.line.menus.menus) == ["theirs"]
    assert them.line.menus.shown == ""


@pytest.mark.django_db
@pytest.mark.parametrize("broken_at", [1, 2, 3, 4, 5])
def test_wherever_line_breaks_off_the_next_hour_comes_to_the_same_end(them, broken_at):
    load(a_menu(["まえ"]))
    menus.bring_up(at=AT)
    load(a_menu(["あと"]))
    break_at(them, broken_at)
    tasks.bring_menu_up(HourPassed(at=AT, subject=uuid4()))
    row = LineMenu.objects.get()
    assert (row.trouble, menus.is_shown(row)) == ("500", False)
    mend(them)
    tasks.bring_menu_up(HourPassed(at=AT, subject=uuid4()))
    shelf = them.line.menus
    [(id_, only)] = shelf.menus.items()
    assert (shelf.shown, only["areas"][0]["action"]["label"]) == (id_, "あと")
    row.refresh_from_db()
    assert (row.trouble, row.line_menu, menus.is_shown(row)) == ("", id_, True)


def break_at(them, number):
    """Let the n-th request from now on fail before its work is done."""
    real, asked = them.line.menus.answer, []

    def answer(request):
        asked.append(request)
        return them.line._refuse(500) if len(asked) == number else real(request)

    them.line.menus.answer = answer


def mend(them):
    del them.line.menus.answer


@pytest.mark.django_db
def test_two_who_bring_it_up_at_once_leave_one_menu(them):
    """What a worker killed between making and noting leaves is found again by its name."""
    load(a_menu("あ"))
    menus.bring_up(at=AT)
    LineMenu.objects.update(name="", line_menu="")
    assert menus.bring_up(at=AT)
    assert len(them.line.menus.menus) == 1


@pytest.mark.django_db
def test_a_wrong_key_is_told_to_the_staff(them, settings, client):
    load(a_menu("あ"))
    contract = settings.TSUNAGARU_CHANNELS[0]
    contract.values["token"] = "wrong"
    with pytest.raises(CannotReach, match="401"):
        menus.bring_up(at=AT)
    sign_in(client, a_clerk(at=AT))
    page = client.get("/staff/messages/line-menu/").content.decode()
    assert "LINEの接続の鍵が正しいか" in page


@pytest.mark.django_db
def test_a_town_without_account_or_menu_asks_nobody(them, settings):
    assert not menus.bring_up(at=AT)
    load(a_menu("あ"))
    settings.TSUNAGARU_CHANNELS = []
    assert not menus.bring_up(at=AT)
    assert them.line.requests.total() == 0


@pytest.mark.django_db
def test_the_file_comes_back_as_it_was(tmp_path):
    load(menu_files.read(Folder(TOWNS / "oyama")))
    (tmp_path / "messages").mkdir()
    menu_files.dump(Folder(tmp_path))
    assert menu_files.read(Folder(tmp_path)) == menu_files.read(Folder(TOWNS / "oyama"))
