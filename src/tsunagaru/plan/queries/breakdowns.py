"""An indicator by age band, district and channel (内訳), small cells kept back in public."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from tsunagaru.ground.places.api import district_names
from tsunagaru.ground.ui.charts import SUPPRESSED, Chart, Value, bar
from tsunagaru.ground.ui.phrases import say
from tsunagaru.kernel import formula
from tsunagaru.kernel.events import AgeBand, Channel
from tsunagaru.kernel.suppression import suppress
from tsunagaru.plan.models import Indicator
from tsunagaru.plan.queries.measuring import breakdown

AGES = {
    AgeBand.CHILD: "19歳以下",
    AgeBand.TWENTIES: "20～39歳",
    AgeBand.FORTIES: "40～59歳",
    AgeBand.SIXTIES: "60～69歳",
    AgeBand.SEVENTIES: "70～79歳",
    AgeBand.EIGHTIES: "80歳以上",
}
CHANNELS = {
    Channel.ONLINE: "オンライン",
    Channel.COUNTER: "窓口",
    Channel.PHONE: "電話",
    Channel.POST: "郵送",
    Channel.LINE: "LINE",
    Channel.API: "連携サービス",
    Channel.PORTAL: "国のポータル",
}
TITLES = {"age_band": "年齢層別", "district": "地区別", "channel": "経路別"}
UNKNOWN = {
    "age_band": "年齢がわからない{count}件は、この内訳に入っていません（全部で{total}件）。",
    "district": "地区がわからない{count}件は、この内訳に入っていません（全部で{total}件）。",
    "channel": "経路がわからない{count}件は、この内訳に入っていません（全部で{total}件）。",
}
FEW, SMALLEST = "5未満の", 5


@dataclass(frozen=True)
class Breakdown:
    """One way of dividing an indicator (内訳).

    Args:
        unknown: how many belong to none of its parts, in a sentence; empty when all do.
    """

    title: str
    chart: Chart
    hidden: bool
    unknown: str = ""


def breakdowns_of(
    row: Indicator,
    total: formula.Value,
    *,
    period: tuple[date, date],
    at: datetime,
    inside: bool,
    language: str,
) -> list[Breakdown]:
    """Return the divisions that say something (内訳).

    Args:
        total: the indicator undivided.
        period: first day, and the day after the last one.
        inside: show small cells too, for staff.
    """
    since, until = period
    found = []
    for dimension in TITLES:
        values = breakdown(row, dimension, since=since, until=until, at=at)
        left = _left_over(row, total, values)
        values = {code: v for code, v in values.items() if v.value is not None}
        if len(values) < 2 or (dimension == "channel" and "channel=" in row.shape["formula"]):  # noqa: PLR2004 - one cell divides nothing
            continue
        hidden = frozenset() if inside else suppress(_counts(values))
        divided = _breakdown(row, dimension, values, hidden, language)
        unknown = _told(dimension, left, inside=inside, language=language)
        found.append(replace(divided, unknown=unknown))
    return found


def _left_over(
    row: Indicator, total: formula.Value, values: Mapping[str, formula.Value]
) -> tuple[int, int]:
    """Return how many of how many belong to no part: of a share those it is a share of."""
    if total.denominator is not None:
        known = sum(value.denominator or 0 for value in values.values())
        return int(total.denominator - known), int(total.denominator)
    if isinstance(formula.parse(row.shape["formula"]).term, formula.Count):
        known = sum(value.value or 0 for value in values.values())
        return int((total.value or 0) - known), int(total.value or 0)
    return 0, 0


def _told(dimension: str, left: tuple[int, int], *, inside: bool, language: str) -> str:
    count, total = left
    if count <= 0:
        return ""
    few = count < SMALLEST and not inside
    shown = say(FEW, language) if few else f"{count:,}"
    return say(UNKNOWN[dimension], language, count=shown, total=f"{total:,}")


def _counts(values: Mapping[str, formula.Value]) -> dict[str, tuple[int, ...]]:
    """Return the counts behind each cell: of a share both parts and what is left."""
    counts: dict[str, tuple[int, ...]] = {}
    for code, value in values.items():
        if value.numerator is not None and value.denominator is not None:
            above, below = int(value.numerator), int(value.denominator)
            counts[code] = (above, below, abs(below - above))
        else:
            counts[code] = (int(value.value or 0),)
    return counts


def _breakdown(
    row: Indicator,
    dimension: str,
    values: Mapping[str, formula.Value],
    hidden: frozenset[str],
    language: str,
) -> Breakdown:
    points: list[tuple[str, Value]] = []
    for code, label in _labels(dimension, language).items():
        value = values.get(code)
        if code in hidden:
            points.append((label, SUPPRESSED))
        elif value is not None and value.value is not None:
            points.append((label, round(float(value.value), 1)))
    title = TITLES[dimension]
    name = f"{say(row.shape['name'], language)}（{say(title, language)}）"
    chart = bar(name, points, unit=row.shape["unit"], language=language, name=dimension)
    return Breakdown(title, chart, bool(hidden))


def _labels(dimension: str, language: str) -> Mapping[str, str]:
    if dimension == "age_band":
        return {code.value: say(label, language) for code, label in AGES.items()}
    if dimension == "channel":
        return {code.value: say(label, language) for code, label in CHANNELS.items()}
    return district_names()
