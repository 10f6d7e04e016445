"""A circular (回覧): written, approved, read on a phone; paper stops, and the receipts tell it."""

import pytest

from tests.walks.clerk import appoint_head
from tests.walks.steps import click, follow, main_of, press, see, sign_in, sign_out, tap, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
CLERK, HEAD = "general-affairs", "general-affairs-head"
TITLE, NEW_TITLE = "川の清掃のお知らせ", "川の清掃のお知らせ（日付の訂正）"
OWN_TITLE = "区の総会のお知らせ"


def at_desk(desk, account):
    desk.goto("/staff/")
    if "/sign-in/" not in desk.url:
        sign_out(desk)
    sign_in(desk, account)


def write(desk, accounts, title=TITLE):
    """Write a circular to the whole town, and ask for its approval."""
    at_desk(desk, accounts[CLERK])
    desk.goto("/staff/circulars/new/")
    desk.locator("[name=title_ja]").fill(title)
    desk.locator("[name=body_ja]").fill("六月二十日に清掃を行います。\n\n雨天中止です。")
    press(desk, "下書きを保存する")
    see(desk, "まだ、どの世帯にも届いていません")
    press(desk, "承認を求める")
    see(desk, "別の職員の承認を待っています")
    return desk.url


def approve(desk, accounts, title=TITLE):
    at_desk(desk, accounts[HEAD])
    follow(desk, f"回覧の承認：{title}")
    press(desk, "承認して回覧を始める")
    see(desk, "回覧を始めました")


def pdf_of(desk, address):
    answer = desk.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def stop_paper(phone, account):
    """Ask for no paper, and read the trial."""
    phone.goto("/circulars/")
    sign_in(phone, account)
    phone.goto("/circulars/")
    see(phone, "今は、紙の回覧が届きます")
    tap(phone, "wish", "digital")
    press(phone, "この受け取り方にする")
    see(phone, "世帯のだれかが読めることを確かめてから、紙を止めます")
    press(phone, "ためしの回覧を読みました")
    see(phone, "今は、紙の回覧は止まっています")


def read_it(phone):
    """Follow the notice to the circular, and give the household's receipt."""
    phone.goto("/inbox/")
    wait_for(phone, f"「{TITLE}」の回覧が届きました")
    follow(phone, f"「{TITLE}」の回覧が届きました")
    follow(phone, "回覧を読む")
    see(phone, "六月二十日に清掃を行います")
    press(phone, "読みました")
    see(phone, "世帯として「読みました」と答えています")


def bring_paper(desk, circular):
    """Print for the household on paper, and note that it went round."""
    desk.goto(circular)
    press(desk, "印刷した部数を記録する")
    see(desk, "印刷した部数を記録しました")
    follow(desk, "阿多野区")
    see(desk, "電子のみ")
    desk.goto(circular)
    follow(desk, "吉久保第二区")
    see(desk, "見本")
    assert pdf_of(desk, desk.url + "paper.pdf").startswith(b"%PDF-")
    click(desk, main_of(desk).get_by_role("button", name="回し終えた").first)
    see(desk, "紙を回し終えたことを記録しました")
    see(desk, "済み")


def correct(desk, accounts, circular):
    """Correct it; another person approves that, too."""
    desk.goto(circular)
    follow(desk, "訂正する")
    desk.locator("[name=note]").fill("日付を六月二十一日に直しました")
    desk.locator("[name=title_ja]").fill(NEW_TITLE)
    press(desk, "訂正の承認を求める")
    see(desk, "承認を待つ訂正")
    at_desk(desk, accounts[HEAD])
    desk.goto(circular)
    press(desk, "訂正を承認する")


def withdraw(desk, circular, reason):
    desk.goto(circular)
    desk.get_by_text("取り下げる", exact=True).first.click()
    desk.locator("[name=reason]").last.fill(reason)
    press(desk, "取り下げる")
    see(desk, reason)


def test_from_the_clerks_form_to_the_phone_to_the_receipts(desk, phone, accounts):
    stop_paper(phone, accounts["hanako"])
    circular = write(desk, accounts)
    approve(desk, accounts)
    see(desk, "紙の世帯 1世帯、部数の合計 4部")  # one group with its spare, and the district's two
    read_it(phone)
    at_desk(desk, accounts[CLERK])
    bring_paper(desk, circular)
    correct(desk, accounts, circular)
    phone.goto("/inbox/")
    wait_for(phone, f"回覧「{NEW_TITLE}」が訂正されました")
    phone.goto("/circulars/")
    see(phone, "訂正されました")
    withdraw(desk, circular, "主催者が中止を決めたため")
    phone.goto("/circulars/")
    follow(phone, NEW_TITLE)
    see(phone, "主催者が中止を決めたため")


@pytest.mark.further
def test_a_head_writes_to_the_own_district_and_to_no_other(desk, phone, accounts):
    at_desk(desk, accounts[CLERK])
    appoint_head(desk, "d40", ("ミホン ウメ", "1946-02-20"))
    phone.goto("/circulars/")
    sign_in(phone, accounts["ume"])
    phone.goto("/circulars/")
    follow(phone, "吉久保第二区の役職のページ")
    follow(phone, "区の回覧を書く")
    phone.locator("[name=title_ja]").fill(OWN_TITLE)
    phone.locator("[name=body_ja]").fill("総会を開きます。")
    press(phone, "下書きを保存する")
    press(phone, "回覧を始める")
    see(phone, "回覧を始めました")
    assert phone.goto("/districts/d01/new/").status == 404
    phone.goto("/districts/d40/")
    see(phone, "紙の世帯 1")
    sign_out(phone)
    sign_in(phone, accounts["hanako"])
    phone.goto("/circulars/")
    assert OWN_TITLE not in main_of(phone).inner_text()
