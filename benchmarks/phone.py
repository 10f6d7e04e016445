"""On a phone (スマートフォン): bytes over the wire, and the time from one step to the next.

Debian's chromium, JavaScript off, with a phone's limits: CPU a quarter as fast, 1.6 Mbit/s,
150 ms there and back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

from playwright.sync_api import CDPSession, Page, sync_playwright

from benchmarks import servers
from benchmarks.bars import Bar
from tools.debian import find_chromium, install
from tools.walker import DOG, PROCEDURE

PHONE = {"width": 360, "height": 740}
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
KB = 1000
CPU_SLOWER, ROUND_TRIP_MS, BYTES_A_SECOND = 4, 150, 1_600_000 / 8
MAIN_BUTTON = "main form[method=post] button.button:not([name])"


@dataclass
class Wire:
    """Counts what comes over the wire, headers included (通信量)."""

    total: int = 0
    answers: int = 0

    def watch(self, session: CDPSession) -> None:
        """Listen to the browser's own count; what its cache holds counts nothing."""
        session.on("Network.requestWillBeSent", self._count_redirect)
        session.on("Network.loadingFinished", self._count)

    def _count_redirect(self, event: dict[str, Any]) -> None:
        if "redirectResponse" in event:
            self._count(event["redirectResponse"])

    def _count(self, event: dict[str, Any]) -> None:
        self.total += int(event["encodedDataLength"])
        self.answers += bool(event["encodedDataLength"])


def run() -> list[Bar]:
    """Measure the bytes at full speed, then the steps at a phone's speed."""
    if find_chromium() is None and not install("chromium"):
        return []
    with servers.new_town() as town, servers.serving(town, *servers.up()):
        with phone(town.address) as (page, session):
            wire = Wire()
            wire.watch(session)
            first, whole = _bytes(page, wire)
        with phone(town.address) as (page, session):
            slow_down(session)
            steps = _steps(page)
    per_step = ", ".join(f"{step:.2f}" for step in steps)
    return [
        Bar("first step with styles, compressed", first / KB, "KB", 60, note="headers included"),
        Bar("whole application, compressed", whole / KB, "KB", 120, note=f"{wire.answers} answers"),
        Bar("step change on a phone", max(steps), "s", 1.0,
            note=f"slowest of {per_step}; median {median(steps):.2f}; JavaScript off"),
    ]  # fmt: skip


@contextmanager
def phone(address: str) -> Iterator[tuple[Page, CDPSession]]:
    """Open a page as a phone shows it, and the browser's own counts."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=QUIET)
        context = browser.new_context(
            viewport=PHONE,  # type: ignore[arg-type]  # a size
            locale="ja-JP",
            java_script_enabled=False,
            base_url=address,
        )
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        yield page, session
        browser.close()


def slow_down(session: CDPSession) -> None:
    """Let a page be as slow as on a phone."""
    session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWER})
    speed = {"downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND}
    limits = {"offline": False, "latency": ROUND_TRIP_MS, **speed}
    session.send("Network.emulateNetworkConditions", limits)


def _bytes(page: Page, wire: Wire) -> tuple[int, int]:
    """Return the bytes up to the first page to fill in, and of the whole application."""
    page.goto(f"/apply/{PROCEDURE}/", wait_until="load")
    _go_on(page)
    first = wire.total
    while "/done/" not in page.url:
        _go_on(page)
    return first, wire.total


def _steps(page: Page) -> list[float]:
    """Return how long each press of the main button takes until the next page is loaded."""
    page.goto(f"/apply/{PROCEDURE}/", wait_until="load")
    times = []
    while "/done/" not in page.url:
        times.append(_go_on(page))
    return times


def _go_on(page: Page) -> float:
    """Fill in what the page asks, press its main button, and time it until all is loaded."""
    for name, value in DOG.items():
        box = page.locator(f'main [name="{name}"]')
        if box.count():
            enter(page, name, str(value))
    start = perf_counter()
    with page.expect_navigation(wait_until="load"):
        page.locator(MAIN_BUTTON).last.click(no_wait_after=True)
    return perf_counter() - start


def enter(page: Page, name: str, value: str) -> None:
    """Type, choose or tick."""
    box = page.locator(f'main [name="{name}"]').first
    kind = box.evaluate("box => box.type")
    if kind in {"radio", "checkbox"}:
        page.locator(f'main [name="{name}"][value="{value}"]').check(force=True)
    elif kind == "select-one":
        box.select_option(value)
    else:
        box.fill(value)
