"""An alert (警報): drafted from a telegram, confirmed by a second person, read, and lifted."""

from datetime import datetime

import pytest

from tests.walks.plan import readings
from tests.walks.steps import click, follow, main_of, press, see, sign_in, sign_out, until
from tests.walks.test_accessibility import objections
from tests.walks.test_sign_up_walk import link_in
from tsunagaru.kernel.clock import JST
from tsunagaru.services.emergency.testing import a_telegram

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
TITLE, OVER = "土砂災害の危険（小山町）", "【解除】危険がおさまりました（小山町）"
READER = "mieko@example.jp"


def wait_for_letter(mail, words):
    """Wait for a letter with these words in its subject."""
    until(
        lambda: any(words in subject for subject in mail.subjects()),
        lambda: f"「{words}」のメールが届きません：{mail.subjects()}",
    )


def wait_for_measure(town, indicator):
    until(lambda: readings(town)[indicator].measured, lambda: f"{indicator} が測れません")


def join(phone, mail):
    """Sign up for messages by e-mail, without an account."""
    phone.goto("/messages/join/")
    phone.fill("[name=email]", READER)
    press(phone, "確認のメールを送る")
    phone.goto(link_in(mail, "受け取る登録がありました"))
    press(phone, "受け取る")


def receive(town, **telegram):
    """Let a telegram of the agency come."""
    file = town.home / "telegram.xml"
    reported = datetime.now(tz=JST).isoformat(timespec="seconds")
    file.write_bytes(a_telegram(reported=reported, **telegram))
    town.command("emergency", "ingest", str(file))


def test_a_draft_is_confirmed_by_a_second_person_reaches_a_resident_and_is_lifted(
    phone, desk, town, accounts, mail
):
    join(phone, mail)
    receive(town, status="訓練", event="訓練")
    receive(town)
    ask(desk, accounts["crisis"])
    phone.goto("/")
    assert TITLE not in main_of(phone).inner_text()
    confirm(desk, accounts["crisis-head"])
    read(phone, mail)
    lift(desk)
    wait_for_letter(mail, OVER)
    phone.reload()
    see(phone, "この知らせは解除されました。")
    phone.goto("/")
    assert TITLE not in main_of(phone).inner_text()
    assert not any("訓練" in one and TITLE[:4] in one for one in mail.subjects())
    wait_for_measure(town, "I10-1")


def ask(desk, account):
    sign_in(desk, account)
    desk.goto("/staff/emergency/")
    click(desk, desk.locator("main a", has_text=TITLE).filter(has_not_text="訓練").first)
    press(desk, "二人目に確認を求める")
    see(desk, "まだ、だれにも送っていません。")
    assert not main_of(desk).get_by_role("button", name="確認して発令する").count()
    sign_out(desk)


def confirm(desk, account):
    sign_in(desk, account)
    desk.goto("/staff/")
    click(desk, desk.locator("main a[href*='/said/']").first)
    press(desk, "確認して発令する")
    see(desk, "確認して、発表しました。")


def read(phone, mail):
    wait_for_letter(mail, TITLE)
    phone.goto("/")
    follow(phone, TITLE)
    see(phone, "発令中")
    see(phone, "町内全域")


def lift(desk):
    follow(desk, "解除・取消を書く")
    desk.get_by_text("緊急のため一人で発令する", exact=True).click()
    press(desk, "一人で発令する")
    see(desk, "一人で発令しました")


@pytest.mark.further
def test_an_area_is_drawn_around_on_the_map_and_its_districts_are_chosen(phone, desk, accounts):
    for page, size in ((phone, (272, 204)), (desk, (560, 420))):
        sign_in(page, accounts["crisis"])
        page.goto("/staff/emergency/alerts/new/?text=level-4")
        follow(page, "地図で囲んで選ぶ")
        for across, down in ((0.35, 0.3), (0.6, 0.35), (0.5, 0.65)):
            tap_map(page, size, across, down)
        see(page, "角：3個")
        see(page, "大御神区")
    assert objections(desk) == []
    press(desk, "最後の角を取り消す")
    see(desk, "角：2個")
    follow(phone, "この区を選んで警報を書く")
    assert phone.locator("[name=districts]:checked").count() > 1


def tap_map(page, size, across, down):
    """Tap the map that is shown in this size."""
    shown = page.locator(f"main input[type=image][width='{size[0]}']")
    shown.click(position={"x": size[0] * across, "y": size[1] * down})
    page.wait_for_load_state()
