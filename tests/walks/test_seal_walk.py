"""A seal abolished (押印の廃止): decided by the DX office, gone from the form, told to all."""

import pytest
from playwright.sync_api import Page

from tests.walks.pictures import shot
from tests.walks.plan import moved, readings
from tests.walks.steps import main_of, press, see, sign_in, tap

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
CODE, NAME = "boundary-survey", "公共用地の境界立会の申請"
REASON = "本人確認書類の写しで、申請する方を確かめられるため。"


def seal_on_the_page(phone: Page) -> str:
    """Return what the procedure's public page says of the seal."""
    phone.goto(f"/procedures/{CODE}/")
    return main_of(phone).locator("dt:has-text('押印') + dd").inner_text().strip()


def test_a_seal_is_abolished_and_the_form_follows_at_once(phone, desk, town, accounts):
    before = readings(town)
    assert seal_on_the_page(phone) == "必要"
    sign_in(desk, accounts["dx-office"])
    desk.goto("/staff/procedures/seals/?q=境界")
    shot(desk, "seal-review")
    press(desk, "決定する")
    see(desk, "見直す手続きを、一覧から選んでください")
    desk.locator(f"input[name='codes'][value='{CODE}']").check()
    tap(desk, "verdict", "abolish")
    desk.get_by_label("理由").fill(REASON)
    press(desk, "決定する")
    see(desk, "案と違う決定があります")  # the criteria propose to keep it: asked once more
    shot(desk, "seal-against")
    press(desk, "決定する")
    see(desk, "1件を「押印を廃止」に決定しました")
    phone.goto("/procedures/seals/")
    see(phone, NAME)
    see(phone, REASON)
    shot(phone, "seals-abolished")
    assert seal_on_the_page(phone) == "不要"
    after = readings(town)
    assert moved(before["I26-1"], after["I26-1"]) == (1, 0)
