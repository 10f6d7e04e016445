"""A hall is booked, paid on the phone and cancelled late: half of it goes back (使用料)."""

import pytest
from playwright.sync_api import Page

from tests.walks.pictures import shot
from tests.walks.steps import follow, main_of, press, see, sign_in, wait_for
from tests.walks.test_counter_visit_walk import seconds_until_open
from tests.walks.town import running

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.further]
HALL = "/bookings/at/hall-meeting-room/"


@pytest.fixture(scope="session")
def town(tmp_path_factory, new_town):
    """A town whose clock stands in the morning of an open day."""
    ahead = {"TSUNAGARU_CLOCK_AHEAD_S": str(seconds_until_open())}
    home = tmp_path_factory.mktemp("fees")
    with running(new_town(home, **ahead)) as up:
        yield up


def book_today(phone: Page, resident: dict[str, str]) -> str:
    """Book the first two hours that can be booked; return the number."""
    phone.goto("/my/")
    sign_in(phone, resident)
    phone.goto(HALL)
    shot(phone, "booking-fee-hall")
    main_of(phone).locator("a.booking-slot").first.click()
    see(phone, "400円（町民）")
    shot(phone, "booking-fee-form")
    phone.get_by_label("利用する時間（1枠60分）").select_option("2")
    press(phone, "予約する")
    see(phone, "予約ができました")
    see(phone, "お支払いをお願いします")
    see(phone, "400円")
    return main_of(phone).locator("dd.code").first.inner_text().strip()


def pay_by_card(phone: Page) -> None:
    """From the booking's page to the provider's, and back."""
    follow(phone, "支払いへ進む")
    see(phone, "支払い方法を選ぶ")
    shot(phone, "booking-pay")
    press(phone, "クレジットカードで支払う")
    follow(phone, "支払いのページへ進む")
    see(phone, "これは見本です")
    press(phone, "支払う")
    wait_for(phone, "お支払いを確認しました")
    follow(phone, "手続きのページに戻る")
    see(phone, "お支払いが済んでいます")


def see_on_the_desk(desk: Page, clerk: dict[str, str], number: str) -> str:
    """Find the booking on the day's sheet, unpaid, with the way to the counter.

    Returns:
        The address of the booking's page.
    """
    desk.goto("/staff/")
    sign_in(desk, clerk)
    desk.goto(f"/staff{HALL}")
    see(desk, "未納")
    shot(desk, "booking-fee-day")
    follow(desk, number)
    see(desk, "支払いを待っています")
    shot(desk, "booking-fee-staff-waiting")
    take_an_arrival_back(desk)
    address = desk.url
    follow(desk, "窓口で受け取る")
    see(desk, "使用料")
    return address


def take_an_arrival_back(desk: Page) -> None:
    """Press 来場 by mistake and put it right; then look at what cancelling asks."""
    press(desk, "来場")
    main_of(desk).locator("summary", has_text="来場の記録をまちがえたとき").click()
    press(desk, "来場を取り消す")
    see(desk, "来場の記録を取り消し")
    main_of(desk).locator("summary", has_text="取り消す").click()
    see(desk, "どちらも元に戻せません")
    press(desk, "本人の申し出で取り消す")
    see(desk, "予約済み")  # the box is not ticked yet
    shot(desk, "booking-fee-staff-cancel")


def cancel_late(phone: Page) -> None:
    """Cancel on the day of use, having read what is kept and what goes back."""
    follow(phone, "取り消す")
    see(phone, "取消料200円")
    see(phone, "200円をお返しします")
    shot(phone, "booking-fee-cancel")
    press(phone, "取り消す")
    see(phone, "このうち200円をお返し")  # 「します」 or, where the worker was quick, 「しました」
    shot(phone, "booking-fee-returned")


def read_letters(phone: Page) -> None:
    """Find a letter of each thing that happened, and in one what goes back."""
    phone.goto("/inbox/")
    wait_for(phone, "使用料を返金しました")
    for title in ("予約を受け付けました", "使用料のお支払いを確認しました", "予約を取り消しました"):
        see(phone, title)
    follow(phone, "予約を取り消しました")
    see(phone, "お支払いいただいた400円のうち、200円をお返しします。")
    shot(phone, "booking-fee-letter")


def test_a_paid_hall_is_cancelled_late_and_half_goes_back(phone, desk, accounts):
    number = book_today(phone, accounts["hanako"])
    shot(phone, "booking-fee-asked")
    phone.goto("/bookings/mine/")
    see(phone, "お支払い待ち")
    shot(phone, "booking-fee-mine")
    address = see_on_the_desk(desk, accounts["lifelong"], number)
    main_of(phone).locator(".card a").first.click()
    pay_by_card(phone)
    shot(phone, "booking-fee-paid")
    cancel_late(phone)
    desk.goto(address)
    see(desk, "返金の決定：200円")
    shot(desk, "booking-fee-staff-returned")
    main_of(desk).locator("tbody th a").first.click()
    see(desk, "規則による返金")
    wait_for(desk, "返金済み")
    shot(desk, "booking-fee-invoice")
    read_letters(phone)
