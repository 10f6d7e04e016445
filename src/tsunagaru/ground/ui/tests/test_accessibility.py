"""The gallery in a real browser: axe finds nothing, nothing needs sideways scrolling."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

pytestmark = [pytest.mark.browser, pytest.mark.drill, pytest.mark.django_db]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
MATRIX = list(product(("light", "dark", "contrast"), (320, 1280)))
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
]


def findings(page):
    """Return what axe objects to, and by how many pixels the page is too wide."""
    report = Axe().run(page, options={"runOnly": TAGS}).response
    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return [(found["id"], len(found["nodes"])) for found in report["violations"]], wide


def look_at_the_gallery(url):
    """Return what axe finds in each mode and width."""
    found = {}
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for theme, width in MATRIX:
            context = browser.new_context(viewport={"width": width, "height": 800})
            context.add_cookies([{"name": "theme", "value": theme, "url": url}])
            page = context.new_page()
            page.goto(f"{url}/ui/gallery/")
            found[theme, width] = findings(page)
            context.close()
        browser.close()
    return found


def test_the_gallery_has_no_violation_in_any_mode_or_width(live_server):
    # A thread of its own: another browser of the same session may run its loop in this one.
    with ThreadPoolExecutor(1) as thread:
        found = thread.submit(look_at_the_gallery, live_server.url).result()
    assert {mode: result for mode, result in found.items() if result != ([], 0)} == {}
