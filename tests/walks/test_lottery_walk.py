"""A hall drawn by lottery (抽選): applied for on phones, drawn by the desk, checked by anyone."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.walks.conftest import DESKTOP, PHONE, NewTown
from tests.walks.pictures import shot
from tests.walks.steps import follow, main_of, press, see, sign_in, wait_for
from tests.walks.test_accessibility import objections
from tests.walks.town import Town, running
from tsunagaru.kernel import clock
from tsunagaru.kernel.calendar import add_months

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.further]
HALL, HALL_NAME = "gym-hall", "総合体育館 体育室（半面）"
APPLICANTS = ("見本 さくら", "見本 かえで", "見本 まつ")
APPLYING_DAY, DRAWING_DAY = 5, 11
NOW = clock.now()
NEXT = clock.day_of(NOW).replace(day=1) + timedelta(days=32)
USED = add_months(NEXT.replace(day=1), 2)


def ahead_to(day: int) -> str:
    """Return how far a town's clock runs ahead to stand at ten on a day of next month."""
    then = datetime(NEXT.year, NEXT.month, day, 10, tzinfo=clock.JST)
    return str(round((then - NOW).total_seconds()))


@pytest.fixture
def home(tmp_path: Path, new_town: NewTown) -> Town:
    return new_town(tmp_path)


@pytest.fixture
def page_of(browser: Browser) -> Iterator[object]:
    """Open a page of a town; all are closed afterwards."""
    contexts = []

    def open_page(town: Town, *, desk: bool = False) -> Page:
        context = browser.new_context(
            viewport=DESKTOP if desk else PHONE, locale="ja-JP", base_url=town.address
        )
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def open_applying(page: Page) -> None:
    """Choose the first time of the hall for which one can apply."""
    page.goto(f"/bookings/at/{HALL}/?day={USED:%Y-%m}-10")
    shot(page, "lottery-times")
    follow(page, "抽選に申し込む")


def apply(page: Page, name: str, number: int) -> str:
    """Apply for the whole hall; return the private page's path."""
    open_applying(page)
    page.locator("[name=name]").fill(name)
    page.locator("[name=phone]").fill(f"0550-76-10{number:02}")
    page.locator("[name=units]").fill("2")
    page.locator("[name=people]").fill("20")
    if number == 0:
        shot(page, "lottery-form")
    press(page, "抽選に申し込む")
    see(page, "抽選に申し込みました")
    return page.url.partition("?")[0]


def state_of(page: Page, path: str) -> str:
    page.goto(path)
    return page.locator(".badge").first.inner_text()


def rows_of(page: Page) -> list[list[str]]:
    rows = main_of(page).locator("tbody tr").all()
    return [row.locator("th, td").all_inner_texts() for row in rows]


def order_as_described(page: Page, numbers: list[str]) -> list[str]:
    """Put the numbers in order with nothing but what the public page says."""
    promise, seed, listed, _ = page.locator(".summary-row dd").all_inner_texts()
    assert sha256(seed.encode()).hexdigest() == promise
    assert sha256("\n".join(sorted(numbers)).encode()).hexdigest() == listed
    return sorted(numbers, key=lambda n: sha256(f"{seed}|{listed}|{n}".encode()).hexdigest())


def draw(desk: Page, town: Town) -> None:
    accounts = json.loads(town.command("demo", "accounts", "--json"))
    sign_in(desk, next(one for one in accounts if one["login"] == "lifelong"))
    desk.goto("/staff/bookings/")
    shot(desk, "lottery-desk")
    row = main_of(desk).get_by_role("row", name=HALL_NAME)
    row.get_by_role("link", name=f"{USED.month}月分").click()
    see(desk, "申込み 3件")
    press(desk, "抽選を行う")
    see(desk, "抽選を行いました")
    shot(desk, "lottery-drawn")


def test_a_lottery_is_applied_for_drawn_checked_and_passed_on(home: Town, page_of) -> None:
    home.more["TSUNAGARU_CLOCK_AHEAD_S"] = ahead_to(APPLYING_DAY)
    with running(home) as town:
        phone = page_of(town)
        phone.goto(f"/bookings/at/{HALL}/")
        wait_for(phone, "の抽選を見る")
        phones = [page_of(town) for _ in APPLICANTS]  # nobody draws twice, so each on their own
        paths = [apply(phones[n], name, n) for n, name in enumerate(APPLICANTS)]
        assert {state_of(phone, path) for path in paths} == {"抽選待ち"}
        follow(phone, "抽選の確かめ方を見る")
        see(phone, "抽選のあとに公開します")
        shot(phone, "lottery-promise")
    home.more["TSUNAGARU_CLOCK_AHEAD_S"] = ahead_to(DRAWING_DAY)
    with running(home) as town:
        phone = page_of(town)
        draw(page_of(town, desk=True), town)
        by_state: dict[str, list[str]] = {}
        for path in paths:
            by_state.setdefault(state_of(phone, path), []).append(path)
        assert {state: len(found) for state, found in by_state.items()} == {
            "予約済み": 1,
            "空き待ち": 2,
        }
        check_in_public(phone)
        (winner,) = by_state["予約済み"]
        pass_on(phone, winner, by_state["空き待ち"])


def check_in_public(phone: Page) -> None:
    follow(phone, "抽選の確かめ方を見る")
    rows = rows_of(phone)
    assert [row[0] for row in rows] == ["1", "2", "3"]
    assert order_as_described(phone, [row[1] for row in rows]) == [row[1] for row in rows]
    assert [row[2] for row in rows] == ["当選", "空き待ち", "空き待ち"]
    assert not any(name in main_of(phone).inner_text() for name in APPLICANTS)
    assert objections(phone) == []
    shot(phone, "lottery-result")


def pass_on(phone: Page, winner: str, waiting: list[str]) -> None:
    """The winner gives up; who came next is offered the time, and takes it."""
    phone.goto(winner)
    follow(phone, "取り消す")
    press(phone, "取り消す")
    states = [state_of(phone, path) for path in waiting]
    assert sorted(states) == sorted(["空きのご案内中", "空き待ち"])
    phone.goto(waiting[states.index("空きのご案内中")])
    shot(phone, "lottery-offered")
    press(phone, "この予約を受ける")
    assert state_of(phone, phone.url) == "予約済み"
