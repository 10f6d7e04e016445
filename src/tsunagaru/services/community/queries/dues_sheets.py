"""The association's papers (会費のPDF): a receipt, and the totals for the general meeting."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tsunagaru.ground.documents import api as documents
from tsunagaru.kernel.calendar import format_era_date
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.money import format_yen
from tsunagaru.services.community.models import Collection, DuesYear
from tsunagaru.services.community.queries.dues import (
    GroupBook,
    Reach,
    book,
    standing_of,
    total,
    year_name,
)
from tsunagaru.services.community.queries.setups import district_names

ALL = Reach(leads=True, groups=frozenset())
NOTE = "この領収書は区（自治会）が出したものです。町が出したものではありません。"
OWN = "区（自治会）の会計の資料です。世帯の名前は載せていません。"
COLUMNS = ("組", "世帯", "免除", "会費の額", "集めた額", "残り", "残りのある世帯")


def receipt(row: Collection, *, at: datetime) -> bytes:
    """Return the receipt of money taken (会費の領収書).

    Raises:
        documents.CannotRender: a character has no glyph.
    """
    due = row.due
    left = standing_of(due).open_yen
    lines = (
        ("納めた方", f"{due.member.name} 様"),
        ("受け取った金額", format_yen(row.amount_yen)),
        ("内容", f"{year_name(due.dues.year)}の会費"),
        ("この世帯の会費", format_yen(due.amount_yen)),
        ("受け取った日", format_era_date(row.paid_on)),
        ("受け取った人", row.taker),
        ("残り", format_yen(left)),
    )
    data = {
        "town": _district(due.dues),
        "title": "会費の領収書",
        "subtitle": f"番号 {due.dues.year}-{row.number}",
        "as_of": day_of(at),
        "columns": [{"title": "項目", "width": 1}, {"title": "内容", "width": 2}],
        "rows": lines,
        "notes": (NOTE,),
    }
    return documents.render("list_report", data, at=at, substitute=True)


def totals(row: DuesYear, *, at: datetime) -> bytes:
    """Return a year's totals by group, without names, for the general meeting (総会の資料).

    Raises:
        documents.CannotRender: a character has no glyph.
    """
    found = book(row, ALL)
    data: dict[str, Any] = {
        "town": _district(row),
        "title": f"{year_name(row.year)}の会費の集計",
        "subtitle": f"1世帯 {format_yen(row.amount_yen)}",
        "as_of": day_of(at),
        "columns": [
            {
                "title": one,
                "align": "left" if one == COLUMNS[0] else "right",
                "width": 1.5 if one == COLUMNS[-1] else 1,
            }
            for one in COLUMNS
        ],
        "rows": [_cells(one) for one in (*found, total(found))],
        "notes": (OWN,),
    }
    return documents.render("list_report", data, at=at, substitute=True)


def _cells(one: GroupBook) -> Sequence[str]:
    return (
        one.name,
        str(len(one.rows)),
        str(one.exempt),
        format_yen(one.owed_yen),
        format_yen(one.paid_yen),
        format_yen(one.open_yen),
        str(one.waiting),
    )


def _district(row: DuesYear) -> str:
    return district_names().get(row.district, row.district)
