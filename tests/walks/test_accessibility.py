"""Everyone can use it (アクセシビリティ): axe, zoom and keyboard, on every page of the walk.

In light, every rule of axe; in dark, those that look at colours: the test of the styles proves that
dark changes nothing but colours, so that all other rules would find again what they found in light.
"""

import os
from pprint import pformat
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.walks import filling
from tests.walks.conftest import DESKTOP
from tests.walks.keyboard import enter, fill_by_keys, focused, move_to, skip_to_main
from tests.walks.steps import receipt_number

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NARROW: ViewportSize = {"width": 320, "height": 740}
# What axe looks at in each scheme: all rules of the tags, or those among them about colours.
RULES: dict[Literal["light", "dark"], str] = {
    "light": "tags",
    "dark": "axe.getRules(tags).filter(one => one.tags.includes('cat.color'))"
    ".map(one => one.ruleId)",
}
VIOLATIONS = """tags => axe.run(document, {runOnly: %s, resultTypes: ["violations"]})
    .then(found => found.violations)"""
MODES = [(scheme, size) for size in (NARROW, DESKTOP) for scheme in RULES]
# Where a data table needs the room, it scrolls in a box of its own; the page never does.
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SHORT = ("/", "/search/", "/apply/dog-registration/", "/plan/", "/sign-in/")


def objections(page: Page) -> list[str]:
    """Return what axe and the ruler find in light and dark, narrow and wide: on SQLite.

    How a page looks and reads does not depend on the database.
    """
    found: list[str] = []
    if os.environ.get("TSUNAGARU_DATABASE"):
        return found
    page.evaluate(Axe().axe_script)  # once: carrying it over takes as long as running it
    for scheme, size in MODES:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        violations = page.evaluate(VIOLATIONS % RULES[scheme], TAGS)
        where = f"{scheme} {size['width']}px"
        for wrong in violations:
            nodes = [node["html"][:160] for node in wrong["nodes"][:3]]
            found.append(f"{where} {wrong['id']}: {nodes}")
        if (wide := page.evaluate(TOO_WIDE)) > 0:
            found.append(f"{where} {wide}px too wide")
    return found


def test_the_first_pages_are_accessible_in_every_mode(desk):
    found = {}
    for address in SHORT:
        desk.goto(address)
        if wrong := objections(desk):
            found[address] = wrong
    assert not found, pformat(found, width=160)


def test_the_main_flow_can_be_walked_with_the_keyboard_alone(desk):
    desk.goto("/")
    skip_to_main(desk)
    move_to(desk, "q")
    desk.keyboard.type("粗大ごみ")
    enter(desk)
    for target in ("粗大ごみの収集申込み", "申請のページへ進む", "申請を始める"):
        move_to(desk, target)
        enter(desk)
    fill_by_keys(desk, "bulky-waste", filling.example_of("bulky-waste"))
    move_to(desk, "この内容で申請する")
    enter(desk)
    assert receipt_number(desk)


def test_the_keyboard_is_nowhere_trapped(desk):
    desk.goto("/plan/initiatives/2/")
    seen = []
    for _ in range(300):
        desk.keyboard.press("Tab")
        seen.append(focused(desk)["path"])
        if seen[-1] == seen[0] and len(seen) > 1:
            break
    assert seen[-1] == seen[0], "after the last link, the page begins anew"
    assert len(set(seen)) >= len(seen) - 2
