"""The pictures of README and guides (画面の写真): made here, never by hand.

``TSUNAGARU_SCREENS=1`` takes them anew; otherwise they must exist and be small enough.
"""

import os

import pytest

from tests.walks import clerk, filling
from tests.walks.conftest import DESKTOP, PHONE
from tests.walks.steps import press, receipt_number, sign_in
from tests.walks.town import ROOT, Town, running

IMAGES = ROOT / "docs" / "images"
NAMES = ("dashboard", "apply-phone", "case", "desk", "counter", "section")
HEAVIEST = 200_000
TAKE = os.environ.get("TSUNAGARU_SCREENS") == "1"


def take(page, name, size):
    """Take one picture of what is on the screen."""
    page.set_viewport_size(size)
    page.screenshot(path=IMAGES / f"{name}.png")


@pytest.fixture(scope="session")
def town(tmp_path_factory):
    """Return a town in which people have lived for a year."""
    with running(Town(home=tmp_path_factory.mktemp("lived")), months=12) as up:
        yield up


def picture_residents_pages(page, account):
    """Take the pictures of a resident's pages; return the number of the application."""
    sign_in(page, account)
    filling.begin(page, "dog-registration")
    take(page, "apply-phone", PHONE)
    page.set_viewport_size(DESKTOP)
    filling.fill_all(page, "dog-registration")
    filling.hand_in(page)
    return receipt_number(page)


def picture_staffs_pages(page, accounts, number):
    """Take the pictures of the clerk's and the head's pages."""
    clerk.open_case(page, accounts["environment"], number)
    press(page, "自分が担当する")
    take(page, "case", DESKTOP)
    for name, address in (("desk", "/staff/"), ("counter", "/staff/counter/")):
        page.goto(address)
        take(page, name, DESKTOP)
    page.context.clear_cookies()
    sign_in(page, accounts["environment-head"])
    page.goto("/staff/people/sections/environment/")
    take(page, "section", DESKTOP)


@pytest.mark.browser
@pytest.mark.skipif(not TAKE, reason="TSUNAGARU_SCREENS=1 で撮り直します")
def test_pictures_are_taken(desk, accounts):
    IMAGES.mkdir(parents=True, exist_ok=True)
    number = picture_residents_pages(desk, accounts["hanako"])
    desk.context.clear_cookies()
    picture_staffs_pages(desk, accounts, number)
    desk.context.clear_cookies()
    desk.goto("/plan/")
    desk.locator("main h2").first.evaluate("heading => heading.scrollIntoView()")
    take(desk, "dashboard", DESKTOP)


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_exists_and_is_small(name):
    content = (IMAGES / f"{name}.png").read_bytes()
    assert content.startswith(b"\x89PNG")
    assert len(content) <= HEAVIEST


def test_the_guides_show_no_other_pictures():
    assert {path.stem for path in IMAGES.iterdir()} == set(NAMES)
