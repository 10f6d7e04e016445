"""The pictures of README and guides (画面の写真): made here, never by hand.

``TSUNAGARU_SCREENS=1`` takes them anew; otherwise they must exist and be small enough.
"""

import os
import struct

import pytest

from tests.walks import clerk, filling
from tests.walks.conftest import DESKTOP, PHONE
from tests.walks.steps import press, receipt_number, see, sign_in
from tests.walks.town import ROOT, Town, running

IMAGES = ROOT / "docs" / "images"
NAMES = ("dashboard", "apply", "case", "receipt")
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


@pytest.mark.browser
@pytest.mark.skipif(not TAKE, reason="TSUNAGARU_SCREENS=1 で撮り直します")
def test_pictures_are_taken(desk, accounts):
    IMAGES.mkdir(parents=True, exist_ok=True)
    sign_in(desk, accounts["hanako"])
    filling.begin(desk, "dog-registration")
    take(desk, "apply", PHONE)
    desk.set_viewport_size(DESKTOP)
    filling.fill_all(desk, "dog-registration")
    filling.hand_in(desk)
    number = receipt_number(desk)
    take(desk, "receipt", PHONE)
    desk.context.clear_cookies()
    desk.set_viewport_size(DESKTOP)
    clerk.open_case(desk, accounts["environment"], number)
    press(desk, "自分が担当する")
    take(desk, "case", DESKTOP)
    desk.context.clear_cookies()
    desk.goto("/plan/")
    see(desk, "取組")
    take(desk, "dashboard", DESKTOP)


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_exists_and_is_small(name):
    content = (IMAGES / f"{name}.png").read_bytes()
    assert content.startswith(b"\x89PNG")
    assert len(content) <= HEAVIEST
    width, height = struct.unpack(">II", content[16:24])
    assert {"width": width, "height": height} in (DESKTOP, PHONE)
