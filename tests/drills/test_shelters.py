"""500 people entered on two tablets without a network, sent under fire (避難所の訓練)."""

import json
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.drills.conftest import NewTown, Tell
from tests.drills.databases import Database
from tests.drills.killer import Killer
from tests.walks.conftest import QUIET
from tests.walks.steps import follow, press, see, sign_in
from tests.walks.town import Town, end
from tools.debian import find_chromium

PEOPLE = int(os.environ.get("TSUNAGARU_DRILL_ARRIVALS", "500"))
DOUBLE = PEOPLE // 10
KILLS = 3
DONE_WITHIN_S = 180
KANA = "アイウエオカキクケコ"
PLACES = {"bunka": "小山町総合文化会館", "seibi": "成美小学校"}
ENTER = """async (person) => {
  const form = document.getElementById("entry"), last = document.getElementById("last");
  const before = last.textContent;
  for (const [name, value] of Object.entries(person)) form.elements[name].value = value;
  const began = performance.now();
  form.requestSubmit();
  while (last.textContent === before) await new Promise((next) => setTimeout(next, 1));
  return performance.now() - began;
}"""


@dataclass
class Tablet:
    """A tablet, and how long each entry took on it."""

    page: Page
    took_ms: list[float] = field(default_factory=list)

    @property
    def waiting(self) -> int:
        return int("".join(filter(str.isdigit, self.page.locator("#waiting").inner_text())))

    def enter(self, number: int) -> None:
        self.took_ms.append(self.page.evaluate(ENTER, person(number)))

    def network(self, *, on: bool) -> None:
        self.page.context.set_offline(not on)

    def send(self) -> None:
        self.page.evaluate("dispatchEvent(new Event('online'))")


def person(number: int) -> dict[str, str]:
    """Return somebody whom nobody else is taken for."""
    kana = "".join(KANA[int(sign)] for sign in f"{number:04}")
    names = {"family": "訓練", "given": f"{number}", "kana_family": "クンレン", "kana_given": kana}
    return names | {"birth_on": "1970-01-01"}


@contextmanager
def chromium() -> Iterator[Browser]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=find_chromium(), args=QUIET)


def test_nobody_is_lost_or_doubled_when_two_tablets_send_what_they_took_in_without_a_network(
    database: Database, new_town: NewTown, tell: Tell
) -> None:
    town = new_town()
    process = town.start("up", "--months", "0")
    try:
        town.wait_until_up()
        with chromium() as browser:
            desk = a_desk(browser, town)
            tablets = [a_tablet(browser, town, desk, code) for code in PLACES]
            take_in(tablets)
            killer = Killer(process.pid, database, random.Random(1))  # noqa: S311 - to repeat it
            seconds = send_under_fire(tablets, killer, town)
            check(database, town, tablets)
            see_the_trail(desk)
    finally:
        end(process)
    tell(told(database, tablets, killer, seconds))


def a_desk(browser: Browser, town: Town) -> Page:
    """Sign in who is in charge of shelters."""
    listed = json.loads(town.command("demo", "accounts", "--json"))
    account = next(one for one in listed if one["login"] == "crisis")
    page = browser.new_context(locale="ja-JP", base_url=town.address).new_page()
    sign_in(page, account)
    return page


def a_tablet(browser: Browser, town: Town, desk: Page, code: str) -> Tablet:
    """Open a shelter and enrol a tablet there."""
    desk.goto("/staff/shelters/")
    desk.locator(f"button[formaction$='/open/{code}/']").click()
    desk.locator("#name").fill("玄関")
    press(desk, "登録コードを作る")
    page = browser.new_context(locale="ja-JP", base_url=town.address).new_page()
    page.goto(f"/shelters/tablet/#{desk.locator('strong.code').first.inner_text()}")
    page.get_by_role("button", name="この端末を登録する").click()
    expect(page.locator("#shelter")).to_have_text(PLACES[code])
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    return Tablet(page)


def take_in(tablets: list[Tablet]) -> None:
    """Enter people with the network off: some at both tablets; the page is loaded again midway."""
    first, second = tablets
    for one in tablets:
        one.network(on=False)
    half = PEOPLE // 2
    for number in range(half):
        first.enter(number)
        if number == half // 2:
            first.page.reload()
            first.page.locator("#main[data-ready]").wait_for()
    for number in range(half - DOUBLE, PEOPLE - DOUBLE):
        second.enter(number)
    assert [one.waiting for one in tablets] == [half, half]


def send_under_fire(tablets: list[Tablet], killer: Killer, town: Town) -> float:
    """Let the network come back, and kill the town while they send; return how long it took."""
    began, left = time.monotonic(), PEOPLE
    for one in tablets:
        one.network(on=True)
    while left:
        assert time.monotonic() - began < DONE_WITHIN_S, [one.waiting for one in tablets]
        for one in tablets:
            one.send()
        tablets[0].page.wait_for_timeout(50)
        now = sum(one.waiting for one in tablets)
        if now < left and killer.total < KILLS * len(killer.targets):
            killer.kill(killer.targets[killer.total % len(killer.targets)])
        left = now
    town.wait_until_up()
    return time.monotonic() - began


def check(database: Database, town: Town, tablets: list[Tablet]) -> None:
    """All entries are there once, and everybody is one person at the place they came to last."""

    def one(query: str) -> int:
        return int(database.ask(town, query)[0][0])

    assert one("SELECT count(*) FROM shelters_entry") == PEOPLE
    assert one("SELECT count(*) FROM shelters_evacuee") == PEOPLE - DOUBLE
    again = "SELECT count(*) FROM shelters_entry WHERE effect IN ('again', 'moved', 'doubtful')"
    assert one(again) == DOUBLE
    sent = "SELECT count(*) FROM ledger_event WHERE name = 'shelter.arrival_entered'"
    assert one(sent) == PEOPLE
    assert one("SELECT count(*) FROM ledger_delivery WHERE state = 'dead'") == 0
    assert all(tablet.waiting == 0 for tablet in tablets)


def see_the_trail(desk: Page) -> None:
    """Who was entered at both is shown once, with both entries."""
    desk.goto("/staff/shelters/")
    see(desk, str(PEOPLE // 2))
    follow(desk, PLACES["seibi"])
    follow(desk, "避難者の一覧")
    follow(desk, f"訓練 {PEOPLE // 2 - 1}")
    trail = desk.locator("table").filter(has_text="結果").locator("tbody tr")
    expect(trail).to_have_count(2)
    see(desk, PLACES["bunka"])
    see(desk, PLACES["seibi"])


def told(database: Database, tablets: list[Tablet], killer: Killer, seconds: float) -> str:
    took = sorted(ms for one in tablets for ms in one.took_ms)
    kills = ", ".join(f"{target} {number}" for target, number in killer.kills.items())
    return (
        f"{database.kind}: {PEOPLE} entries without a network,"
        f" {took[len(took) // 2]:.0f} ms each (slowest {took[-1]:.0f} ms);"
        f" sent in {seconds:.1f} s, kills: {kills}"
    )
