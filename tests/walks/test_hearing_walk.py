"""A question to the town (広聴): sent on a phone without account, answered by two, made public."""

from pprint import pformat

import pytest

from tests.walks.conftest import DESKTOP
from tests.walks.pictures import shot
from tests.walks.plan import moved, readings
from tests.walks.steps import (
    follow,
    main_of,
    press,
    problems,
    see,
    sign_in,
    sign_out,
    tap,
    wait_for,
)
from tests.walks.test_accessibility import objections

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
DESK, CLERK, HEAD = "planning", "environment", "environment-head"
ASKED = "資源ごみを出す日を、広報で早めに知らせてほしいです。"
ANSWER = "毎月の広報の裏表紙に載せることにしました。"
TITLE = "資源ごみの日のお知らせ"


def at_desk(desk, account):
    desk.goto("/staff/")
    if "/sign-in/" not in desk.url:
        sign_out(desk)
    sign_in(desk, account)


def send(phone):
    """Send a question; a mistake loses nothing. Return its number and its page."""
    phone.goto("/hearing/")
    phone.locator("[name=text]").fill(ASKED)
    press(phone, "町に送る")
    assert any("種類を選んでください" in one for one in problems(phone))
    for name, value in (("kind", "request"), ("wants_reply", "yes"), ("may_publish", "yes")):
        tap(phone, name, value)
    phone.locator("[name=topic]").select_option("waste")
    phone.locator("[name=name]").fill("見本 さくら")
    shot(phone, "hearing-form")
    press(phone, "町に送る")
    see(phone, "受け付けました")
    shot(phone, "hearing-status")
    return phone.locator("h1").inner_text().split()[-1], phone.url.partition("?")[0]


def give_to_section(desk, accounts, number):
    at_desk(desk, accounts[DESK])
    follow(desk, f"広聴の振り分け：{number}")
    see(desk, ASKED)
    shot(desk, "hearing-triage")
    press(desk, "担当と期限を決める")
    see(desk, "担当と期限を決めました")


def write_answer(desk, accounts, number):
    at_desk(desk, accounts[CLERK])
    follow(desk, f"広聴の回答：{number}")
    desk.locator("[name=text]").fill(ANSWER)
    press(desk, "回答を保存する")
    press(desk, "承認を求める")
    see(desk, "別の職員の承認を待っています")
    return desk.url


def approve(desk, accounts, number):
    at_desk(desk, accounts[HEAD])
    follow(desk, f"広聴の回答の承認：{number}")
    press(desk, "承認する")
    see(desk, "期限内に回答")


def make_public(desk, accounts, inquiry):
    """The sender's name is marked and stops it; without it, it becomes public."""
    at_desk(desk, accounts[CLERK])
    desk.goto(inquiry)
    follow(desk, "公開の文を書く")
    desk.locator("[name=title]").fill(TITLE)
    desk.locator("[name=question]").fill("見本さくらです。早めに知らせてほしい。")
    press(desk, "保存して確かめる")
    see(desk, "送った方の情報")
    assert not desk.get_by_role("button", name="公開する", exact=True).count()
    shot(desk, "hearing-marks")
    desk.locator("[name=question]").fill("早めに知らせてほしい。")
    press(desk, "保存して確かめる")
    press(desk, "公開する")
    see(desk, "公開しました")


def test_from_a_phone_without_account_to_the_public_page(phone, desk, town, accounts):
    before = readings(town)["I05-3"]
    number, status = send(phone)
    give_to_section(desk, accounts, number)
    inquiry = write_answer(desk, accounts, number)
    phone.goto(status)
    assert ANSWER not in main_of(phone).inner_text()
    approve(desk, accounts, number)
    phone.goto(status)
    see(phone, ANSWER)
    shot(phone, "hearing-answered")
    make_public(desk, accounts, inquiry)
    phone.goto("/hearing/answers/")
    follow(phone, TITLE)
    see(phone, ANSWER)
    assert "さくら" not in phone.content()
    after = readings(town)["I05-3"]
    assert after.measured
    assert moved(before, after) == (1, 1)
    phone.goto("/")
    wait_for(phone, "町に意見・質問を送る")


@pytest.mark.further
def test_the_pages_are_accessible_in_every_mode(desk, accounts):
    found = {}
    number, status = send(desk)
    for address in ("/hearing/", status, "/hearing/answers/"):
        desk.goto(address)
        found[address] = objections(desk)
    desk.set_viewport_size(DESKTOP)
    give_to_section(desk, accounts, number)
    inquiry = write_answer(desk, accounts, number)
    for address in (inquiry, "/staff/hearing/", "/staff/hearing/new/"):
        desk.goto(address)
        found[address] = objections(desk)
    assert not any(found.values()), pformat(found, width=160)
