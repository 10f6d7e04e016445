"""The pictures of README and guides (画面の写真): made here, never by hand.

``TSUNAGARU_SCREENS=1`` takes them anew into the guides; otherwise they are taken into a folder that
is thrown away, and those of the guides must exist and be small enough.
"""

import os
from io import BytesIO

import pytest
from PIL import Image

from tests.walks import clerk, filling
from tests.walks.conftest import DESKTOP, PHONE
from tests.walks.steps import press, receipt_number, sign_in
from tests.walks.town import ROOT, Town, running

IMAGES = ROOT / "docs" / "images"
NAMES = ("dashboard", "apply-phone", "case", "desk", "counter", "section")
HEAVIEST = 200_000
COLOURS = 128  # a screen of text needs no more; everyone who clones carries these files
TAKE = os.environ.get("TSUNAGARU_SCREENS") == "1"


@pytest.fixture
def take(tmp_path):
    """Return what takes a picture of the screen."""
    folder = IMAGES if TAKE else tmp_path

    def take_one(page, name, size):
        page.set_viewport_size(size)
        screen = Image.open(BytesIO(page.screenshot()))
        screen.quantize(COLOURS).save(folder / f"{name}.png", optimize=True)
        assert (folder / f"{name}.png").stat().st_size <= HEAVIEST

    return take_one


@pytest.fixture(scope="session")
def town(tmp_path_factory, new_town):
    """Return a town in which people have lived for a year, where the pictures are to stay."""
    home = tmp_path_factory.mktemp("lived")
    with running(Town(home=home) if TAKE else new_town(home), months=12 if TAKE else 0) as up:
        yield up


def picture_residents_pages(take, page, account):
    """Take the pictures of a resident's pages; return the number of the application."""
    sign_in(page, account)
    filling.begin(page, "dog-registration")
    take(page, "apply-phone", PHONE)
    page.set_viewport_size(DESKTOP)
    filling.fill_all(page, "dog-registration")
    filling.hand_in(page)
    return receipt_number(page)


def picture_staffs_pages(take, page, accounts, number):
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
@pytest.mark.drill
def test_pictures_are_taken(take, desk, accounts):
    number = picture_residents_pages(take, desk, accounts["hanako"])
    desk.context.clear_cookies()
    picture_staffs_pages(take, desk, accounts, number)
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
