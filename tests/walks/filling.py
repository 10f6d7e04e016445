"""Fills in any procedure (様式の記入) as a person would: box by box, by the kind of the question.

The answers come from the examples that stand in the procedure's own file.
"""

import datetime as dt
import re
from functools import cache
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.walks import card
from tests.walks.steps import click, heading, main_of, press, problems, see, tap
from tests.walks.town import ROOT
from tsunagaru.ground.files.testing import a_pdf
from tsunagaru.kernel.folder import read_yaml

PROCEDURES = ROOT / "towns" / "oyama" / "procedures"
JST = dt.timezone(dt.timedelta(hours=9))
DISTANCE = re.compile(r"([+-]\d{1,5})d")
# The second where an application was left half-way before.
BEGIN = re.compile("申請を始める|新しく始める")
MOST_PAGES = 24
PHOTO = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f"
    b"\x15\xc4\x89\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00"
    b"IEND\xaeB`\x82"
)


@cache
def definition(code: str) -> dict[str, Any]:
    """Return a procedure as its file says it."""
    found: Any = read_yaml(code, (PROCEDURES / f"{code}.yaml").read_bytes()).data
    return dict(found)


def codes() -> list[str]:
    """Return the codes of all procedures of the town."""
    return sorted(path.stem for path in PROCEDURES.glob("*.yaml"))


@cache
def representative() -> list[str]:
    """Return few procedures that together have every kind of question and way of identification.

    The browser walks through these; every procedure's examples are handed in through the services.
    """
    missing = set().union(*(_features(code) for code in codes()))
    chosen: list[str] = []
    while missing:
        best = max(codes(), key=lambda code: (len(_features(code) & missing), code))
        chosen.append(best)
        missing -= _features(best)
    return sorted(chosen)


def _features(code: str) -> set[str]:
    found = definition(code)
    fields = [field for page in found["pages"] for field in page["fields"]]
    special = [key for field in fields for key in ("checks", "hint", "when") if key in field]
    return {found["identity"], *special, *(str(field["kind"]) for field in fields)}


def kinds_of(code: str) -> dict[str, str]:
    """Return the kind of every question of a procedure."""
    return {
        one["code"]: one["kind"] for page in definition(code)["pages"] for one in page["fields"]
    }


def example_of(code: str, number: int = 0) -> dict[str, Any]:
    return dict(definition(code)["demo"]["examples"][number])


def fill_box(box: Locator, value: str) -> None:
    """Type into a box, or choose from it."""
    if box.evaluate("one => one.tagName") == "SELECT":
        box.select_option(value)
    else:
        box.fill(value)


def fill_date(page: Page, name: str, written: str) -> None:
    """Choose the era and type year, month and day, as the form asks for them."""
    distance = DISTANCE.fullmatch(written)
    today = dt.datetime.now(JST).date()
    days = dt.timedelta(int(distance[1]) if distance else 0)
    day = today + days if distance else dt.date.fromisoformat(written)
    parts = {"era": "ad", "year": day.year, "month": day.month, "day": day.day}
    for part, value in parts.items():
        fill_box(page.locator(f"[id='{name}{part}']"), str(value))


def fill_parts(page: Page, code: str, parts: dict[str, Any]) -> None:
    """Fill in the boxes of a person, an address or a place."""
    for part, value in parts.items():
        if part == "birth_on":
            fill_date(page, f"{code}-birth_", str(value))
            continue
        box = page.locator(f"[id='{code}-{part}']")
        if box.count():
            fill_box(box, str(value))


def open_typed(page: Page, code: str) -> None:
    """Open the boxes for latitude and longitude beside the map of a place."""
    page.locator(f"[id='{code}-place'] details").evaluate("one => { one.open = true }")


def tick(page: Page, code: str, wanted: list[str]) -> None:
    """Tick exactly these boxes of a question."""
    for box in page.locator(f"input[name='{code}']").all():
        value = box.get_attribute("value") or ""
        tap(page, code, value, on=value in wanted)


def send_file(page: Page, code: str) -> None:
    """Send a photo, or a paper where no photo is taken."""
    box = page.locator(f"input[type='file'][name='{code}']")
    if not box.count():
        return
    if "png" in (box.get_attribute("accept") or "png"):
        box.set_input_files({"name": "写真.png", "mimeType": "image/png", "buffer": PHOTO})
    else:
        box.set_input_files({"name": "書類.pdf", "mimeType": "application/pdf", "buffer": a_pdf()})


def fill_group(page: Page, code: str, fields: list[dict[str, Any]], wanted: list[Any]) -> None:
    """Add entries until there are as many as wanted, then fill each in."""
    entries = page.locator(f"input[name='{code}-entry']")
    for _entry in range(entries.count(), len(wanted)):
        click(page, page.locator(f"button[name='{code}-add']"))
    expect(entries).to_have_count(len(wanted))
    kinds = {field["code"]: field["kind"] for field in fields}
    for number, entry in enumerate(wanted, 1):
        for member, value in entry.items():
            answer(page, f"{code}-{number}-{member}", kinds[member], value)


def groups_of(code: str) -> dict[str, list[dict[str, Any]]]:
    """Return the questions inside each group of a procedure."""
    fields = [one for page in definition(code)["pages"] for one in page["fields"]]
    return {one["code"]: one["fields"] for one in fields if one["kind"] == "group"}


def answer(page: Page, code: str, kind: str, value: Any) -> None:
    """Answer one question as its kind is answered."""
    if kind == "date":
        fill_date(page, f"{code}-", str(value))
    elif kind == "place":
        open_typed(page, code)
        fill_parts(page, code, value)
    elif kind in ("person", "address"):
        fill_parts(page, code, value)
    elif kind == "multi":
        tick(page, code, [str(one) for one in value])
    elif kind == "declaration":
        tap(page, code, "on", on=bool(value))
    elif kind == "choice" and page.locator(f"input[type='radio'][name='{code}']").count():
        tap(page, code, str(value))
    elif kind == "file":
        send_file(page, code)
    else:
        fill_box(page.locator(f"[id='{code}']"), str(value))


def fill_page(page: Page, code: str, example: dict[str, Any]) -> None:
    """Answer every question of the page that the example has an answer to."""
    kinds = kinds_of(code)
    for group, fields in groups_of(code).items():
        if group in example and page.locator(f"[id='{group}-group']").count():
            fill_group(page, group, fields, example[group])
    shown = main_of(page).locator("input[name='_shown']")
    for asked in [one.get_attribute("value") or "" for one in shown.all()]:
        if kinds.get(asked, "group") != "group" and (asked in example or kinds[asked] == "file"):
            answer(page, asked, kinds[asked], example.get(asked))


def typed(page: Page) -> dict[str, str]:
    """Return what stands in the boxes of a page, to be told where a walk comes no further."""
    boxes = "boxes => boxes.map(one => [one.name, one.value])"
    return dict(main_of(page).locator("input, select, textarea").evaluate_all(boxes))


def fill_all(page: Page, code: str, example: dict[str, Any] | None = None) -> None:
    """Fill in page after page until the answers are shown for confirmation."""
    answers = example or example_of(code)
    for _ in range(MOST_PAGES):
        if "/confirm/" in page.url:
            return
        fill_page(page, code, answers)
        press(page, "次へ進む")
    stuck = f"{code}: {heading(page)} より先へ進めません：{problems(page)} {typed(page)}"
    raise AssertionError(stuck)


def begin(page: Page, code: str) -> None:
    """Open a procedure and start filling in."""
    page.goto(f"/apply/{code}/")
    click(page, main_of(page).get_by_role("button", name=BEGIN).first)


def needs_card(code: str) -> bool:
    """Tell whether only the card opens a procedure online."""
    return definition(code)["identity"] in card.NEEDS_CARD


def hand_in(page: Page) -> None:
    """Confirm and submit, signed with the card where that must be."""
    see(page, "まだ申請は終わっていません")
    if card.MUST_BE_SIGNED in main_of(page).inner_text():
        card.sign(page)
    press(page, "この内容で申請する")
    see(page, "受付番号")
