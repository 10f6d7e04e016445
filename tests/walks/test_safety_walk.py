"""Whether everybody is safe (安否確認): asked by the clerk, answered with one tap on a phone."""

import re

import pytest

from tests.walks.pictures import shot
from tests.walks.plan import readings
from tests.walks.steps import (
    follow,
    main_of,
    press,
    see,
    sign_in,
    tap,
    until,
    wait_for,
)
from tests.walks.test_accessibility import objections
from tests.walks.test_sign_up_walk import link_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.further]
SAFE, HELP, SILENT = "buji@example.jp", "tasuke@example.jp", "damaru@example.jp"
DRILL = "【訓練】"


def join(phone, mail, address):
    """Sign up for messages by e-mail, without an account."""
    phone.goto("/messages/join/")
    phone.fill("[name=email]", address)
    before = len(mail.texts())
    press(phone, "確認のメールを送る")
    until(lambda: len(mail.texts()) > before, lambda: "確認のメールが届きません")
    phone.goto(link_in(mail, "受け取る登録がありました"))
    press(phone, "受け取る")


def own_link(mail, address, *, drill):
    """Wait for the letter to somebody that asks whether they are safe; return their own link."""

    def found():
        for letter, text in zip(list(mail.letters), mail.texts(), strict=False):
            link = re.search(r"https?://\S+/anpi/[\w=-]+/", text)
            if link and address in str(letter["To"]) and (DRILL in text) == drill:
                return link[0]
        return None

    return until(found, lambda: f"{address} に届きません：{mail.subjects()}")


def ask(desk, *, drill):
    desk.goto("/staff/emergency/safety/new/")
    tap(desk, "drill", "yes" if drill else "no")
    press(desk, "安否をたずねる")
    see(desk, "安否確認を始めました。")
    return desk.url


def test_a_phone_answers_with_one_tap_and_the_clerk_sees_who_needs_help(
    phone, desk, town, accounts, mail
):
    for address in (SAFE, HELP, SILENT):
        join(phone, mail, address)
    sign_in(desk, accounts["crisis"])
    ask(desk, drill=True)
    practise(phone, own_link(mail, SAFE, drill=True))
    board = ask(desk, drill=False)
    links = {one: own_link(mail, one, drill=False) for one in (SAFE, HELP)}
    answer(phone, links)
    desk.goto(board)
    counts(desk)
    lists(desk, board)
    desk.goto(links[SAFE])
    assert not objections(desk)
    assert readings(town)["I10-3"].measured
    assert readings(town)["I10-7"].measured
    assert links[SAFE] != links[HELP]


def practise(phone, link):
    phone.goto(link)
    see(phone, "これは訓練です")
    press(phone, "【訓練】無事です")
    see(phone, "返事を受け取りました")


def answer(phone, of):
    phone.goto(of[SAFE])
    shot(phone, "anpi")
    press(phone, "無事です")
    see(phone, "返事を受け取りました")
    phone.goto(of[HELP])
    phone.get_by_text("人数や場所も知らせる").click()
    phone.fill("[name=place]", "公民館の裏")
    press(phone, "助けが必要です")
    see(phone, "119番へ電話してください")


def counts(desk):
    wait_for(desk, "公民館の裏")
    see(desk, "無事 1、助けが必要 1")
    shot(desk, "anpi-board")
    assert not objections(desk)


def lists(desk, board):
    main_of(desk).get_by_role("button", name="今すぐ送る").click()
    see(desk, "記録しました。")
    paper = desk.request.get(
        main_of(desk).locator("a[href*='calls.pdf']").first.get_attribute("href")
    )
    assert paper.body().startswith(b"%PDF")
    follow(desk, "電話の返事を入力する")
    tap(desk, "way", "phone")
    desk.fill("[name=name]", "電話 花子")
    desk.select_option("[name=district]", index=1)
    tap(desk, "state", "injured")
    main_of(desk).get_by_role("button", name="入力する", exact=True).click()
    see(desk, "入力しました。")
    desk.goto(board)
    see(desk, "けがをしています")
    follow(desk, "避難行動要支援者名簿を渡す")
    see(desk, "同条第3項")
    assert not objections(desk)


STAFFS = (
    "/staff/emergency/safety/",
    "/staff/emergency/safety/new/",
    "/staff/emergency/safety/duties/",
    "/staff/emergency/support/",
    "/staff/emergency/support/hand/",
    "/staff/emergency/headquarters/",
)
RESIDENTS = ("/anpi/", "/my/safety/", "/my/safety/sharing/", "/anpi/none/")


def look_at(page, addresses):
    """Look at pages with axe and the ruler, and take their pictures."""
    found = {}
    for address in addresses:
        page.goto(address)
        shot(page, address.strip("/").replace("/", "-"))
        if wrong := objections(page):
            found[address] = wrong
    assert not found, found


def test_the_headquarters_writes_what_nobody_alters_and_reports(desk, accounts):
    sign_in(desk, accounts["crisis"])
    look_at(desk, STAFFS)
    desk.fill("[name=title]", "台風の災害対策本部")
    tap(desk, "drill", "no")
    desk.select_option("[name=stage]", "first")
    press(desk, "設置する")
    desk.get_by_text("対応の記録（クロノロジー）に書く", exact=True).click()
    tap(desk, "kind", "damage")
    desk.fill("[name=text]", "県道で倒木")
    press(desk, "記録する")
    desk.get_by_text("タスクを作る", exact=True).first.click()
    desk.locator("form[action$='/task/'] [name=title]").fill("倒木を片付ける")
    desk.select_option("[name=section]", "crisis")
    press(desk, "タスクを作る")
    main_of(desk).get_by_role("button", name="始める").first.click()
    see(desk, "対応中")
    shot(desk, "headquarters-board")
    assert not objections(desk)
    press(desk, "今の時点の報告を作る")
    follow(desk, "第1報")
    see(desk, "罹災証明書の交付申請")
    shot(desk, "headquarters-report")
    assert not objections(desk)


def test_a_resident_says_who_may_see_it(desk, accounts):
    sign_in(desk, accounts["hanako"])
    look_at(desk, RESIDENTS)
    desk.goto("/my/safety/sharing/")
    press(desk, "家族に送るアドレスを作る")
    see(desk, "7日間使えます")
