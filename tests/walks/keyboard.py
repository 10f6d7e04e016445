"""Hands on the keyboard only (キーボードだけの操作): Tab, Enter, Space and arrows."""

import datetime as dt
from typing import Any

from playwright.sync_api import Page

from tests.walks import filling

MOST_TABS = 120
MOST_STEPS = 300
FOCUSED = """() => {
  const one = document.activeElement, style = getComputedStyle(one), path = [];
  for (let e = one; e && e.parentElement; e = e.parentElement)
    path.unshift([...e.parentElement.children].indexOf(e));
  return {path: path.join("/"), tag: one.tagName, type: one.type || "", name: one.name || "",
          id: one.id, value: one.value || "", text: (one.innerText || "").trim(),
          checked: !!one.checked,
          seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
                || style.boxShadow !== "none"};
}"""


def focused(page: Page) -> dict[str, Any]:
    """Return what has the focus."""
    found: dict[str, Any] = page.evaluate(FOCUSED)
    return found


def tab(page: Page) -> dict[str, Any]:
    """Go one further; whatever has the focus must be seen to have it."""
    page.keyboard.press("Tab")
    found = focused(page)
    assert found["tag"] == "BODY" or found["seen"], f"the focus is not visible: {found}"
    return found


def move_to(page: Page, wanted: str) -> None:
    """Press Tab until a link, button or box of this text or name has the focus."""
    for _ in range(MOST_TABS):
        found = tab(page)
        if wanted in (found["name"], found["id"]) or found["text"].startswith(wanted):
            return
    raise AssertionError(f"{wanted} にキーボードで届きません：{page.url}")


def enter(page: Page) -> None:
    """Press Enter, and wait for the page it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def skip_to_main(page: Page) -> None:
    """The first stop is the skip link, and it leads into the main part."""
    assert tab(page)["text"] == "本文へ移動"
    page.keyboard.press("Enter")
    tab(page)
    assert page.evaluate("document.activeElement.closest('main') !== null")


def typed(code: str, example: dict[str, Any]) -> dict[str, list[str]]:
    """Return an example as the values of the boxes of a form, by their names."""
    found: dict[str, list[str]] = {}
    for field, kind in filling.kinds_of(code).items():
        value = example.get(field)
        if value is None:
            continue
        if kind == "date":
            found |= {f"{field}-{part}": [one] for part, one in date_parts(str(value)).items()}
        elif kind in ("person", "address", "place"):
            found |= {f"{field}-{part}": [str(one)] for part, one in value.items() if one}
        elif kind == "multi":
            found[field] = [str(one) for one in value]
        else:
            found[field] = ["on" if value is True else str(value)]
    return found


def date_parts(written: str) -> dict[str, str]:
    """Return a day as the boxes of a date."""
    distance = filling.DISTANCE.fullmatch(written)
    today = dt.datetime.now(filling.JST).date()
    day = today + dt.timedelta(int(distance[1])) if distance else dt.date.fromisoformat(written)
    return {"era": "ad", "year": str(day.year), "month": str(day.month), "day": str(day.day)}


def fill_by_keys(page: Page, code: str, example: dict[str, Any]) -> None:
    """Fill in a procedure to its confirmation without touching the mouse."""
    values = typed(code, example)
    for _ in range(MOST_STEPS):
        if "/confirm/" in page.url:
            return
        found = tab(page)
        if found["text"] == "次へ進む":
            enter(page)
        elif found["name"] in values:
            answer(page, found, values[found["name"]])
    raise AssertionError(f"{code}: {page.url}")


def answer(page: Page, box: dict[str, Any], wanted: list[str]) -> None:
    """Answer the box that has the focus."""
    if box["type"] == "checkbox":
        if (box["value"] in wanted) != box["checked"]:
            page.keyboard.press("Space")
    elif box["type"] == "radio" or box["tag"] == "SELECT":
        choose(page, wanted[0])
    elif box["value"] != wanted[0]:
        page.keyboard.press("Control+A")
        page.keyboard.type(wanted[0])


def choose(page: Page, wanted: str) -> None:
    """Choose with the arrows, or with Space where the first one is meant."""
    if focused(page)["value"] == wanted:
        page.keyboard.press("Space") if focused(page)["type"] == "radio" else None
        return
    for _ in range(20):
        page.keyboard.press("ArrowDown")
        if focused(page)["value"] == wanted:
            return
    raise AssertionError(f"{wanted} を選べません：{focused(page)}")
