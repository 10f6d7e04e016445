"""An event of a district (行事): posted, signed up for, full, withdrawn, moved up, cancelled."""

from datetime import timedelta

import pytest

from tests.walks.clerk import appoint_head
from tests.walks.pictures import shot
from tests.walks.steps import click, follow, main_of, press, see, sign_in, wait_for
from tsunagaru.kernel import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
CLERK, TITLE = "general-affairs", "冬のそば打ち体験"  # no event of the simulation is called so


def post(phone):
    """Post an event with room for two."""
    day = clock.day_of(clock.now())
    phone.goto("/circulars/")
    follow(phone, "吉久保第二区の役職のページ")
    follow(phone, "吉久保第二区の行事")
    follow(phone, "行事を載せる")
    given = {
        "title": TITLE,
        "on": str(day + timedelta(days=20)),
        "begins": "9:30",
        "ends": "11:30",
        "place": "公民館",
        "bring": "エプロン",
        "rain": "雨でも行います。",
        "words": "地元の粉で、そばを打ちます。",
        "capacity": "2",
        "due_on": str(day + timedelta(days=10)),
    }
    for name, value in given.items():
        phone.locator(f"[name={name}]").fill(value)
    shot(phone, "post")
    press(phone, "行事を載せる")
    see(phone, "行事を載せました")
    return phone.url


def sign_up(phone):
    """Sign the own household up."""
    phone.goto("/gatherings/")
    see(phone, "申込み受付中")
    follow(phone, TITLE)
    see(phone, "おとなの人数")
    phone.locator("[name=adults]").fill("2")
    phone.locator("[name=note]").fill("そばの粉は大丈夫です")
    shot(phone, "sign-up")
    press(phone, "参加を申し込む")
    see(phone, "参加を申し込みました")
    shot(phone, "signed-up")


def enter(phone, event):
    """Enter who telephoned: it is full."""
    phone.goto(event)
    phone.locator("[name=name]").fill("見本 キヨ")
    phone.locator("[name=adults]").fill("1")
    press(phone, "申込みを入れる")
    see(phone, "空き待ち 1人")
    shot(phone, "head")


def test_from_the_heads_form_to_the_phone_to_the_waiting_list(desk, phone, accounts):
    desk.goto("/staff/")
    sign_in(desk, accounts[CLERK])
    appoint_head(desk, "d40", ("ミホン ウメ", "1946-02-20"))
    phone.goto("/circulars/")
    sign_in(phone, accounts["ume"])
    event = post(phone)
    sign_up(phone)
    enter(phone, event)
    phone.goto("/gatherings/")
    shot(phone, "list")
    follow(phone, TITLE)
    press(phone, "申込みを取り消す")
    see(phone, "申込みを取り消しました")
    phone.goto(event)
    see(phone, "電話で伝える世帯")
    shot(phone, "moved-up")
    click(phone, main_of(phone).get_by_role("button", name="伝えました").first)
    see(phone, "参加 1世帯 1人、空き待ち 0人")
    answer = phone.request.get(f"{event}list.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert desk.goto(event).status == 404  # the town's staff see nobody's sign-up


@pytest.mark.further
def test_a_change_reaches_the_phone_of_who_signed_up(desk, phone, accounts):
    desk.goto("/staff/")
    sign_in(desk, accounts[CLERK])
    appoint_head(desk, "d40", ("ミホン ウメ", "1946-02-20"))
    phone.goto("/circulars/")
    sign_in(phone, accounts["ume"])
    event = post(phone)
    phone.goto(event.replace("/districts/", "/"))
    phone.locator("[name=adults]").fill("1")
    press(phone, "参加を申し込む")
    phone.goto(event)
    phone.get_by_text("行事を中止する", exact=True).first.click()
    phone.locator("[name=reason]").fill("講師の急病のため")
    press(phone, "行事を中止する")
    phone.goto("/inbox/")
    wait_for(phone, f"「{TITLE}」は中止です")
    follow(phone, f"「{TITLE}」は中止です")
    follow(phone, "行事を見る")
    see(phone, "講師の急病のため")
