"""The list for the day of an event as PDF (行事の当日の名簿)."""

from datetime import datetime

from tsunagaru.ground.documents import api as documents
from tsunagaru.kernel.calendar import format_era_date
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.models import Gathering
from tsunagaru.services.community.queries.gatherings import Line, lines, totals_of
from tsunagaru.services.community.queries.setups import district_names
from tsunagaru.services.community.rules.gatherings import Place

NOTES = ("この名簿は行事のためだけに使い、終わったら区長へ返してください。",)
COLUMNS = (
    ("順", 0.5, "right"),
    ("組", 1.2, "left"),
    ("世帯", 2.0, "left"),
    ("おとな", 0.8, "right"),
    ("子ども", 0.8, "right"),
    ("ひとこと", 3.0, "left"),
    ("来た人数", 1.0, "center"),
)


def day_list(row: Gathering, *, at: datetime) -> bytes:
    """Return the PDF with who has a place, then who waits (当日の名簿).

    Raises:
        documents.CannotRender: a character has no glyph.
    """
    found, totals = lines(row, day_of(at)), totals_of(row)
    when = f"{format_era_date(row.on)} {row.begins.hour}時{row.begins.minute:02}分"
    data = {
        "town": district_names().get(row.district, row.district),
        "title": row.title,
        "subtitle": f"{when}　{row.place}　参加 {totals.households}世帯 {totals.taken}人",
        "as_of": day_of(at),
        "columns": [
            {"title": title, "width": width, "align": align} for title, width, align in COLUMNS
        ],
        "rows": [_cells(place, one) for place, one in enumerate(found, start=1)],
        "notes": NOTES,
    }
    return documents.render("list_report", data, at=at, substitute=True)


def _cells(place: int, one: Line) -> list[str]:
    row = one.row
    waits = "【空き待ち】" if row.place == Place.WAITING else ""
    note = waits + (row.note or "")
    return [str(place), one.group, one.name, str(row.adults), str(row.children), note, "　"]
