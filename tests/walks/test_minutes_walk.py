"""The minutes of a district (会議の記録): written, published, read, corrected in sight."""

import pytest

from tests.walks.clerk import appoint_head
from tests.walks.pictures import shot
from tests.walks.steps import follow, press, see, sign_in
from tsunagaru.kernel import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.further]
CLERK, TITLE = "general-affairs", "五月の役員会"


def write(phone):
    """Write the minutes of today's meeting."""
    phone.goto("/circulars/")
    follow(phone, "吉久保第二区の役職のページ")
    follow(phone, "吉久保第二区の会議の記録")
    follow(phone, "会議の記録を書く")
    given = {
        "title": TITLE,
        "held_on": str(clock.day_of(clock.now())),
        "place": "公民館",
        "present": "区長、副区長、組長四人",
        "decisions": "清掃は六月に行う。\n会費は据え置く。",
    }
    for name, value in given.items():
        phone.locator(f"[name={name}]").fill(value)
    shot(phone, "minutes-write")
    press(phone, "下書きを保存する")
    see(phone, "まだ、どの世帯も読めません")
    shot(phone, "minutes-draft")


def test_what_was_decided_is_read_and_a_correction_stays_in_sight(desk, phone, accounts):
    desk.goto("/staff/")
    sign_in(desk, accounts[CLERK])
    appoint_head(desk, "d40", ("ミホン ウメ", "1946-02-20"))
    phone.goto("/circulars/")
    sign_in(phone, accounts["ume"])
    write(phone)
    press(phone, "公開する")
    see(phone, "公開しました")
    follow(phone, TITLE)
    follow(phone, "会議の記録を訂正する")
    phone.locator("[name=note]").fill("清掃の月の誤り")
    phone.locator("[name=decisions]").fill("清掃は七月に行う。\n会費は据え置く。")
    press(phone, "訂正する")
    phone.goto("/circulars/")
    follow(phone, "区の会議の記録を読む")
    follow(phone, TITLE)
    see(phone, "清掃は七月に行う")
    see(phone, "区長、副区長、組長四人")
    see(phone, "前の版（1）")
    shot(phone, "minutes")
