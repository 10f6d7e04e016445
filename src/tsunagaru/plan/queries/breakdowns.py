"""An indicator by age band, district and channel (内訳), small cells kept back in public."""

from collections.abc import Mapping
from dataclasses import dataclass
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
TITLES = {"age_band": "年齢層別", "district": "区別", "channel": "経路別"}


@dataclass(frozen=True)
class Breakdown:
    """One way of dividing an indicator (内訳)."""

    title: str
    chart: Chart
    hidden: bool


def breakdowns_of(
    row: Indicator, *, since: date, until: date, at: datetime, inside: bool, language: str
) -> list[Breakdown]:
    """Return the divisions that say something (内訳).

    Args:
        inside: show small cells too, for staff.
    """
    found = []
    for dimension, title in TITLES.items():
        values = breakdown(row, dimension, since=since, until=until, at=at)
        values = {code: v for code, v in values.items() if v.value is not None}
        if len(values) < 2 or (dimension == "channel" and "channel=" in row.shape["formula"]):  # noqa: PLR2004 - one cell divides nothing
            continue
        hidden = frozenset() if inside else suppress(_counts(values))
        found.append(_breakdown(row, dimension, title, values, hidden, language))
    return found


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
    title: str,
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
    name = f"{say(row.shape['name'], language)}（{say(title, language)}）"
    chart = bar(name, points, unit=row.shape["unit"], language=language, name=dimension)
    return Breakdown(title, chart, bool(hidden))


def _labels(dimension: str, language: str) -> Mapping[str, str]:
    if dimension == "age_band":
        return {code.value: say(label, language) for code, label in AGES.items()}
    if dimension == "channel":
        return {code.value: say(label, language) for code, label in CHANNELS.items()}
    return district_names()
