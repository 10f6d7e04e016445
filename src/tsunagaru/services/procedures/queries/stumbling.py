"""Where people get stuck, as the staff may see it (つまずきの表).

Small cells are hidden and all others rounded to five, also in what is worked out from them: the
page may be narrowed in many ways, and no difference of two of its numbers may say that one to four
people made it.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from tsunagaru.engines.applications import api as applications
from tsunagaru.ground.ui import charts
from tsunagaru.ground.ui.charts import SUPPRESSED, Chart, Value
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.suppression import SMALLEST, coarse, suppress

MOST_FIELDS = 20
HIDDEN = f"{SMALLEST}未満など"
PROBLEMS = {
    "missing": "入力がない",
    "unreadable": "書き方が違う",
    "rule": "条件に合わない",
    "revealed": "質問が増えた",
    "file": "ファイルを受け取れない",
}
HEADERS = ("ページ", "開いた", "先へ進んだ", "やり直しになった", "離れた", "時間の中央値")


@dataclass(frozen=True)
class Funnel:
    """The page on where people get stuck (つまずきの画面).

    Args:
        pages: one row a page, as ``HEADERS``.
        fields: page, question, problem and how often.
        choices: each version's id and name.
        versions: version, day of publication, begun, handed in, share, mistakes for 100 begun.
    """

    pages: Sequence[Sequence[str]]
    fields: Sequence[Sequence[str]]
    versions: Sequence[Sequence[str]]
    opened: Chart
    finished: Chart
    choices: Sequence[tuple[str, str]]
    any: bool


def funnel(procedure: str, since: date, until: date, narrowed: applications.Narrowed) -> Funnel:
    """Return where people get stuck in a procedure's form, hidden or rounded."""
    return drawn(applications.stumbling(procedure, since, until, narrowed))


def drawn(found: applications.Stumbling) -> Funnel:
    """Return the page of what was counted (つまずきの画面)."""
    opened = _column(found.pages, lambda one: one.opened)
    points: list[tuple[str, Value]] = [
        (page.title, SUPPRESSED if shown == HIDDEN else coarse(page.opened))
        for page, shown in zip(found.pages, opened, strict=True)
    ]
    versions = _versions(found.versions)
    return Funnel(
        pages=_pages(found.pages, opened),
        fields=_fields(found.fields),
        versions=[row for row, _ in versions],
        opened=charts.bar("ページを開いた件数", points, unit="件"),
        finished=charts.bar(
            "申請まで進んだ割合（版ごと）", [(row[0], share) for row, share in versions], unit="%"
        ),
        choices=[
            (one.version, row[0]) for one, (row, _) in zip(found.versions, versions, strict=True)
        ],
        any=any(page.opened or page.passed for page in found.pages),
    )


def _column(rows: Sequence[Any], count: Callable[[Any], int]) -> list[str]:
    """Return one column of counts as shown; the smallest hidden, and one more with a single one."""
    counts = [coarse(count(row)) for row in rows]
    hidden = suppress({str(at): (one,) for at, one in enumerate(counts)})
    return [HIDDEN if str(at) in hidden else f"{one}" for at, one in enumerate(counts)]


def _pages(rows: Sequence[applications.PageCount], opened: list[str]) -> list[tuple[str, ...]]:
    columns: tuple[list[str], ...] = (
        [row.title for row in rows],
        opened,
        _column(rows, lambda one: one.passed),
        _column(rows, lambda one: one.refused),
        _column(rows, lambda one: one.left),
        [_middle(row.times) for row in rows],
    )
    return list(zip(*columns, strict=True))


def _middle(times: Counter[int]) -> str:
    """Return the median time of a page in words; hidden when fewer than five were timed."""
    if 0 < times.total() < SMALLEST:
        return HIDDEN
    if not times.total():
        return "―"
    minutes, seconds = divmod(round(median(times.elements())), 60)
    return f"{minutes}分{seconds:02d}秒" if minutes else f"{seconds}秒"


def _fields(rows: Sequence[applications.FieldCount]) -> list[tuple[str, ...]]:
    # In an order that says no more than the numbers do.
    rows = sorted(rows, key=lambda one: (-coarse(one.count), one.page, one.label, one.problem))
    counts = _column(rows, lambda one: one.count)
    shown: list[tuple[str, ...]] = [
        (row.page, row.label, PROBLEMS.get(row.problem, row.problem), count)
        for row, count in zip(rows, counts, strict=True)
    ]
    return [row for row in shown if row[-1] != HIDDEN][:MOST_FIELDS]


def _versions(
    rows: Sequence[applications.VersionCount],
) -> list[tuple[tuple[str, ...], Value]]:
    hidden = suppress(
        {
            row.version: (coarse(row.started), coarse(row.finished), row.started - row.finished)
            for row in rows
        }
    )
    return [
        _version(row, len(rows) - at, hidden=row.version in hidden) for at, row in enumerate(rows)
    ]


def _version(
    row: applications.VersionCount, number: int, *, hidden: bool
) -> tuple[tuple[str, ...], Value]:
    name, day = f"第{number}版", day_of(row.published_at).isoformat()
    if hidden:
        return (name, day, HIDDEN, HIDDEN, HIDDEN, HIDDEN), SUPPRESSED
    started, finished = coarse(row.started), coarse(row.finished)
    if not started:
        return (name, day, "0", f"{finished}", "―", "―"), None
    share, mistakes = round(100 * finished / started, 1), _mistakes(row.refused, started)
    cells = (f"{started}", f"{finished}", f"{share}%", mistakes)
    return (name, day, *cells), share


def _mistakes(refused: int, started: int) -> str:
    """Return mistakes for 100 begun, from rounded counts."""
    if 0 < refused < SMALLEST:
        return HIDDEN
    return f"{round(100 * coarse(refused) / started, 1)}回"
