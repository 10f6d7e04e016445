"""The steps of a full application on a phone (スマートフォンでの全申請): each press, timed.

The pages of the two stand-ins are pressed as well, but not timed: they are not ours.
"""

import asyncio
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from playwright.sync_api import Page

from benchmarks import servers
from benchmarks.bars import Bar
from benchmarks.full_client import link_cards
from benchmarks.full_walker import CODE
from benchmarks.phone import enter, phone, slow_down
from tools.debian import find_chromium, install
from tools.walker import DOG
from tsunagaru.ground.files.testing import a_photo
from tsunagaru.ground.people.gateways.card_simulator.cards import PIN, SIGN_PASSWORD

NEXT = "main form[method=post] button.button:not([name])"
MOST = 8


def run(more: dict[str, str]) -> list[Bar]:
    """Measure one full application at a phone's speed."""
    if find_chromium() is None and not install("chromium"):
        return []
    with servers.new_town(**more) as town, servers.serving(town, *servers.up()):
        asyncio.run(link_cards(town.address))  # before the browser, which has a loop of its own
        with phone(town.address) as (page, session):
            _sign_in(page)
            slow_down(session)
            steps = _walk(page)
    shown = ", ".join(f"{name} {spent:.2f}" for name, spent in steps)
    times = [spent for _, spent in steps]
    return [
        Bar("step of a full application on a phone", max(times), "s", None,
            note=f"slowest of {shown}; median {median(times):.2f}; JavaScript off")
    ]  # fmt: skip


def _sign_in(page: Page) -> None:
    """Sign in with a card that was added to its holder's account before."""
    page.goto(f"/sign-in/card/?next=/apply/{CODE}/", wait_until="load")
    _hold_card(page, PIN)


def _hold_card(page: Page, secret: str) -> None:
    """Do on the card provider's page what its holder does."""
    page.fill("#secret", secret)
    page.click('button[value="ok"]')
    page.wait_for_load_state("load")


def _walk(page: Page) -> list[tuple[str, float]]:
    steps = []
    with TemporaryDirectory() as home:
        photo = Path(home) / "certificate.jpg"
        photo.write_bytes(a_photo(size=(1600, 1200)))
        for _ in range(MOST):
            if "/confirm/" in page.url:
                break
            steps.append((_name(page), _fill_in(page, photo)))
    steps.append(("sign", _press(page, 'form[action$="/sign/"] button')))
    page.click('main a[href*="127.0.0.1"].button')
    _hold_card(page, SIGN_PASSWORD)
    steps.append(("hand in", _press(page, 'form[action$="/submit/"] button')))
    steps.append(("to the invoice", _press(page, 'main a.button[href^="/pay/"]')))
    steps.append(("choose a way", _press(page, 'button[value="payjp"]')))
    page.click('main a[href*="127.0.0.1"].button')
    page.click('button[value="pay"]')
    page.wait_for_url("**/result/")
    return steps


def _name(page: Page) -> str:
    return page.url.rstrip("/").split("/")[-1]


def _fill_in(page: Page, photo: Path) -> float:
    for name, value in {**DOG, "vaccinated": "done"}.items():
        if page.locator(f'main [name="{name}"]').count():
            enter(page, name, str(value))
    if page.locator('main [name="certificate"]').count():
        page.locator('main [name="certificate"]').set_input_files(photo)
    return _press(page, NEXT)


def _press(page: Page, button: str) -> float:
    """Press, and time it until the next page is loaded."""
    start = perf_counter()
    with page.expect_navigation(wait_until="load"):
        page.locator(button).last.click(no_wait_after=True)
    return perf_counter() - start
