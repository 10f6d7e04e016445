"""A visit to the town hall (来庁): booked, called on the wall, and filed without writing."""

import datetime as dt
import re

import pytest
from playwright.sync_api import Browser, Page

from tests.walks import clerk, filling
from tests.walks.conftest import DESKTOP, PATIENCE_MS
from tests.walks.pictures import shot
from tests.walks.plan import moved, readings
from tests.walks.steps import follow, main_of, press, see, sign_in, tap
from tests.walks.town import Town, running
from tsunagaru.kernel.calendar import OfficeCalendar
from tsunagaru.kernel.clock import JST, day_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
TABLET = {"width": 820, "height": 1180}
MORNING = dt.time(9, 30)
FEWEST = 6
SITUATION = {
    "children": "yes",
    "nursery": "no",
    "dog": "none",
    "insurance": "national",
    "newly_wed": "no",
    "waste": "yes",
}


def seconds_until_open() -> int:
    """Return how far away the next morning is on which the town hall is open."""
    now = dt.datetime.now(JST)
    day = day_of(now) + dt.timedelta(1)
    while not OfficeCalendar().is_open(day):
        day += dt.timedelta(1)
    return int((dt.datetime.combine(day, MORNING, JST) - now).total_seconds())


@pytest.fixture(scope="session")
def town(tmp_path_factory, new_town):
    """A town whose clock stands in the morning of an open day."""
    ahead = {"TSUNAGARU_CLOCK_AHEAD_S": str(seconds_until_open())}
    home = tmp_path_factory.mktemp("morning")
    with running(new_town(home, **ahead)) as up:
        yield up


@pytest.fixture
def another(browser: Browser, town: Town):
    """Return what opens one more device."""
    opened = []

    def device(viewport, **more) -> Page:
        context = browser.new_context(
            viewport=viewport, locale="ja-JP", base_url=town.address, **more
        )
        context.set_default_timeout(PATIENCE_MS)
        opened.append(context)
        return context.new_page()

    yield device
    for context in opened:
        context.close()


def book_today(phone: Page) -> str:
    """Book the last time of the first day that can be booked."""
    phone.goto("/bookings/at/hall-visit/")
    first_day = main_of(phone).locator("ul.booking-slots").filter(has=phone.locator("a")).first
    first_day.locator("a.booking-slot").last.click()
    phone.get_by_label("お名前").fill("予約 花子")
    phone.get_by_label("電話番号").fill("0550-76-2222")
    press(phone, "予約する")
    see(phone, "予約ができました")
    shot(phone, "visit-booked")
    return main_of(phone).locator("dd.code").inner_text().strip()


def take_number(kiosk: Page, booking: str = "") -> str:
    """Press the big button at the entrance; return the number."""
    kiosk.goto("/counter/kiosk/")
    kiosk.locator("#number").fill(booking)
    shot(kiosk, "kiosk")
    kiosk.locator("button[value='residents']").click()
    return kiosk.locator(".slip-number").first.inner_text().strip()


def call(desk: Page) -> None:
    """Call the next at window 1."""
    desk.goto("/staff/windows/residents/window-1/")
    press(desk, "次の方を呼ぶ")


def finish(desk: Page, *, prefilled: bool) -> None:
    desk.goto("/staff/windows/residents/window-1/")
    if prefilled:
        tap(desk, "prefilled", "1")
    press(desk, "終了")


def interview(desk: Page, resident: dict[str, str]) -> int:
    """Ask about the move and fill in what is left to ask; return how many will be filed."""
    clerk.find_resident(desk, resident)
    press(desk, "小山町に引っ越してきた")
    day = (dt.datetime.now(JST) - dt.timedelta(3)).date()
    filling.fill_date(desk, "moved_on-", day.isoformat())
    answer_situation(desk)
    shot(desk, "interview")
    answer_situation(desk)  # what is asked only because of the answers before
    see(desk, "まとめて受け付けられるもの")
    shot(desk, "interview-plan")
    press(desk, "選んだ手続きの聞き取りを始める")
    fill_bundle(desk)
    found = re.search(r"より、(\d+)問少なく", main_of(desk).inner_text())
    assert found, main_of(desk).inner_text()[:300]
    assert int(found[1]) > 0
    return main_of(desk).locator("h2").count()


def answer_situation(desk: Page) -> None:
    """Answer what the page asks about the situation."""
    for question, value in SITUATION.items():
        if main_of(desk).locator(f"input[name='{question}'][type='radio']").count():
            tap(desk, question, value)
    press(desk, "必要な手続きを見る")


def fill_bundle(desk: Page) -> None:
    """Fill in page after page, each from the example of the procedure it belongs to."""
    by_name = {filling.definition(code)["name"]["ja"]: code for code in filling.codes()}
    seen: list[str] = []
    while len(seen) < filling.MOST_PAGES:
        if "/confirm/" in desk.url:
            return
        seen.append(desk.url)
        name = main_of(desk).locator("p.muted").nth(1).inner_text().strip()
        code = by_name[name]
        filling.fill_page(desk, code, filling.example_of(code))
        press(desk, "次へ進む")
    told = [*seen, f"{filling.typed(desk)}", main_of(desk).inner_text()]
    raise AssertionError("\n".join(told))


def sign_on_tablet(desk: Page, tablet: Page) -> None:
    """Show everything on the resident's tablet and have it signed."""
    press(desk, "確認画面（タブレット）に出す")
    shot(desk, "tablet-code")
    code = main_of(desk).locator("p.code").inner_text().strip()
    tablet.goto("/screen/")
    tablet.locator("input[name='code']").fill(code)
    tablet.locator("main form button").click()
    see(tablet, "内容をお確かめください")
    shot(tablet, "tablet")
    tablet.locator("input[name='name']").fill("小山 うめ")
    press(tablet, "まちがいありません")
    see(tablet, "ありがとうございました")
    shot(tablet, "tablet-signed")
    follow(desk, "内容の確認に戻る")
    see(desk, "申請者が確認して署名しました")


def serve_without_writing(desk: Page, tablet: Page, resident: dict[str, str]) -> int:
    """Serve the one who was called: all of the move in one go; return how many were filed."""
    filed = interview(desk, resident)
    sign_on_tablet(desk, tablet)
    desk.get_by_label("本人確認に使ったもの").select_option("licence")
    press(desk, f"確認が済んだので{filed}件を受け付ける")
    see(desk, f"{filed}件の申請を受け付けました")
    shot(desk, "bundle-done")
    finish(desk, prefilled=True)
    return filed


def wait_for_call(wall: Page, label: str) -> None:
    """The wall shows the call without anybody touching it."""
    wall.locator(f"li[data-label='{label}']").wait_for()
    assert wall.locator(f"li[data-label='{label}'] .window").inner_text() == "1番窓口"
    shot(wall, "wall")


def test_a_visit_is_booked_called_and_filed_without_writing(phone, desk, another, town, accounts):
    before = readings(town)
    booking, kiosk, wall = book_today(phone), another(TABLET), another(DESKTOP)
    walk_in = take_number(kiosk)
    wall.goto("/counter/display/")
    sign_in(desk, accounts["welfare"])
    call(desk)
    see(desk, walk_in)
    wait_for_call(wall, walk_in)
    filed = serve_without_writing(desk, another(TABLET), accounts["ume"])
    assert filed >= FEWEST
    reserved = take_number(kiosk, booking)
    call(desk)
    see(desk, reserved)
    see(desk, "予約")
    shot(desk, "window")
    finish(desk, prefilled=False)
    after = readings(town)
    assert moved(before["I04-2"], after["I04-2"]) == (1, 2)
    assert moved(before["I04-3"], after["I04-3"]) == (1, 2)
    assert moved(before["I02-2n"], after["I02-2n"]) == (0, filed)
    assert after["I04-1"].measured
