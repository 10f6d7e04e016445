"""What pages show of the indicators (指標の表示)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from django.urls import reverse

from tsunagaru.kernel import calendar
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.formula import Value
from tsunagaru.plan.models import Indicator
from tsunagaru.plan.queries.measuring import Measured, measure, series_of_all

TREND_MONTHS = 12
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator as a line of the dashboard (指標の一行).

    Args:
        shown: the value as written, or empty.
        reason: why there is no value.
        n: the denominator, shown beside every rate.
        standing: ``met``, ``missed`` or empty where no target is set.
    """

    id: str
    name: str
    url: str
    unit: str = ""
    shown: str = ""
    reason: str = ""
    n: str = ""
    target: str = ""
    standing: str = ""
    direction: str = "up"
    fresh_at: datetime | None = None
    months: Sequence[tuple[str, float | None]] = ()


def fiscal_year_to_date(at: datetime) -> tuple[date, date]:
    """Return the first day of the fiscal year and the day after today (年度の初めから今日まで)."""
    today = day_of(at)
    return calendar.FiscalYear.of(today).start, today + ONE_DAY


def readings(at: datetime) -> dict[str, Measured]:
    """Return every indicator's value for the fiscal year to date (今年度の値)."""
    since, until = fiscal_year_to_date(at)
    return measure(list(Indicator.objects.all()), since=since, until=until, at=at)


def readings_by_initiative(at: datetime) -> Mapping[int, list[Measured]]:
    """Return every indicator's value for the fiscal year to date, by initiative (今年度の値)."""
    measured = readings(at)
    found: dict[int, list[Measured]] = {}
    for row in Indicator.objects.all():
        found.setdefault(row.initiative, []).append(measured[row.code])
    return found


def lines_by_initiative(at: datetime) -> Mapping[int, list[IndicatorLine]]:
    """Return the lines of all initiatives' indicators at once."""
    rows = list(Indicator.objects.all())
    measured, months = readings(at), trends(rows, at)
    lines: dict[int, list[IndicatorLine]] = {}
    for row in rows:
        line = line_of(row, measured[row.code], months.get(row.code, ()))
        lines.setdefault(row.initiative, []).append(line)
    return lines


def lines_of(initiative: int, at: datetime) -> list[IndicatorLine]:
    """Return the lines of one initiative's indicators, in the folder's order."""
    rows = list(Indicator.objects.filter(initiative=initiative))
    since, until = fiscal_year_to_date(at)
    measured = measure(rows, since=since, until=until, at=at)
    months = trends(rows, at)
    return [line_of(row, measured[row.code], months.get(row.code, ())) for row in rows]


def line_of(
    row: Indicator, measured: Measured, months: Sequence[tuple[str, float | None]] = ()
) -> IndicatorLine:
    """Return an indicator as a line."""
    shape, value = row.shape, measured.value
    target = shape.get("target")
    return IndicatorLine(
        id=row.code,
        name=shape["name"],
        url=reverse("plan:indicator", args=[row.code]),
        unit=shape["unit"],
        shown=written(value.value, shape["unit"]),
        reason=value.reason,
        n=written(value.denominator, "") if value.denominator is not None else "",
        target="" if target is None else written(Fraction(target), shape["unit"]),
        standing=standing_of(value, target, shape["direction"]),
        direction=shape["direction"],
        fresh_at=measured.fresh_at,
        months=months,
    )


def standing_of(value: Value, target: float | None, direction: str) -> str:
    """Return how a value stands to its target: ``met``, ``missed`` or empty."""
    if value.value is None or target is None:
        return ""
    reached = value.value >= target if direction == "up" else value.value <= target
    return "met" if reached else "missed"


def written(number: Fraction | None, unit: str) -> str:
    """Return a number as written: whole where it is, one decimal otherwise."""
    if number is None:
        return ""
    if number.denominator == 1 and unit != "%":
        return f"{int(number):,}"
    return f"{float(number):,.1f}"


def trend(row: Indicator, at: datetime) -> Sequence[tuple[str, float | None]]:
    """Return the last months of an indicator, gaps included (推移)."""
    return trends([row], at).get(row.code, ())


def trends(rows: Sequence[Indicator], at: datetime) -> dict[str, list[tuple[str, float | None]]]:
    """Return the last months of several indicators, gaps included (推移)."""
    this_month = day_of(at).replace(day=1)
    since = calendar.add_months(this_month, 1 - TREND_MONTHS)
    until = calendar.add_months(this_month, 1)
    months = [f"{calendar.add_months(since, n):%Y-%m}" for n in range(TREND_MONTHS)]
    found = series_of_all(rows, since=since, until=until, at=at)
    return {
        code: [(month, _number(values.get(month))) for month in months]
        for code, values in found.items()
    }


def _number(value: Value | None) -> float | None:
    return None if value is None or value.value is None else round(float(value.value), 1)
