"""The sheet of a survey on paper as PDF (会員アンケートの紙)."""

from datetime import datetime

from tsunagaru.ground.documents import api as documents
from tsunagaru.kernel.calendar import format_era_date
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.models import Survey
from tsunagaru.services.community.queries.setups import district_names
from tsunagaru.services.community.rules.surveys import Kind, Question

COLUMNS = (("番号", 0.5, "center"), ("質問", 3.0, "left"), ("答え", 4.0, "left"))
HOW = {
    Kind.ONE: "（1つだけ選ぶ）",
    Kind.SEVERAL: "（いくつでも選ぶ）",
    Kind.NUMBER: "（数を書く）",
    Kind.WORDS: "（文を書く）",
}
SECRET = "この紙に氏名は書かないでください。答えは氏名と別に集計します。"  # noqa: S105 - what the sheet says
NAMED = "答えを見るのは、区長と副区長だけです。町の職員は見ません。"
FREE = "答えたくない質問は、空けて構いません。1つの世帯で1枚です。"
EMPTY, LINES = "　", 7


def blank(row: Survey, *, at: datetime) -> bytes:
    """Return the PDF that a household fills in by hand (記入用紙).

    Raises:
        documents.CannotRender: a character has no glyph.
    """
    asks = [_cells(n, one) for n, one in enumerate(row.asks, start=1)]
    who = [] if row.anonymous else [[EMPTY, "世帯の代表の氏名\n家のある場所", "　\n　\n　"]]
    data = {
        "town": district_names().get(row.district, row.district),
        "title": row.title,
        "subtitle": f"{format_era_date(row.due_on)}までに区長へ返してください",
        "as_of": day_of(at),
        "columns": [
            {"title": title, "width": width, "align": align} for title, width, align in COLUMNS
        ],
        "rows": [*who, *asks],
        "notes": [f"目的：{row.why}", SECRET if row.anonymous else NAMED, FREE],
    }
    return documents.render("list_report", data, at=at, substitute=True)


def _cells(number: int, one: Question) -> list[str]:
    if one.choices:
        room = "\n".join(f"□ {choice}" for choice in one.choices)
    else:
        room = "\n".join([EMPTY] * (LINES if one.kind is Kind.WORDS else 1))
    return [str(number), f"{one.text}\n{HOW[one.kind]}", room]
