"""The area of an alert (警報の範囲): drawn from closer, with keys only and without any script."""

import pytest

from tests.walks.keyboard import enter, move_to
from tests.walks.pictures import shot
from tests.walks.steps import follow, see, sign_in
from tests.walks.test_accessibility import objections
from tsunagaru.services.emergency.rules.drawing import MOST_CORNERS

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.further]
MIDDLE, AREA = "中央の十字に角を付ける", "/staff/emergency/area/"


def by_keys(page, *buttons):
    for button in buttons:
        move_to(page, button)
        enter(page)


def test_an_area_is_drawn_from_closer_with_keys_only_and_without_any_script(phone, accounts):
    sign_in(phone, accounts["crisis"])
    phone.goto(AREA)
    by_keys(phone, "この区を表示する", MIDDLE, "東へ動かす", MIDDLE, "北へ動かす", MIDDLE)
    see(phone, "角：3個")
    see(phone, "町の一部")
    shot(phone, "area-closer")
    by_keys(phone, "縮小する")
    see(phone, "町の全体")
    see(phone, "角：3個")
    follow(phone, "この区を選んで警報を書く")
    assert phone.locator("[name=districts]:checked").count()


def test_an_area_of_a_hundred_corners_is_drawn_and_everyone_can_use_its_page(desk, accounts):
    sign_in(desk, accounts["crisis"])
    desk.goto(AREA)
    desk.get_by_text("座標で入力する").click()
    corners = [f"{35.34 + 0.0004 * (n % 50)},{138.95 + 0.05 * (n // 50)}" for n in range(50)]
    corners += [f"{35.3596 - 0.0004 * (n % 50)},138.99" for n in range(MOST_CORNERS - 50)]
    desk.fill("[name=corners]", "\n".join(corners))
    desk.get_by_role("button", name="この座標で囲む").click()
    see(desk, "これ以上は付けられません")
    assert objections(desk) == []
    shot(desk, "area-hundred")
    desk.get_by_role("button", name="囲みに合わせる").click()
    see(desk, "町の一部")
    assert objections(desk) == []
    shot(desk, "area-hundred-fit")
