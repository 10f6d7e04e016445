"""Keeps what was measured (値の記録), and takes figures from outside."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.calendar import FiscalYear
from tsunagaru.plan.events import FigureEntered, IndicatorsMeasured
from tsunagaru.plan.models import ExternalFigure, Indicator, Plan, Snapshot
from tsunagaru.plan.queries.measuring import Measured, measure
from tsunagaru.plan.rules.strategy import PlanStatus


@transaction.atomic
def take_snapshots(day: date, *, at: datetime) -> int:
    """Write every indicator down as it stood at the end of a day, once (値を記録する).

    Returns:
        How many were written; none when the day was written before.

    Publishes:
        IndicatorsMeasured
    """
    rows = list(Indicator.objects.all())
    if not rows or Snapshot.objects.filter(on=day).exists():
        return 0
    since, until = FiscalYear.of(day).start, day + timedelta(days=1)
    measured = measure(rows, since=since, until=until, at=at)
    Snapshot.objects.bulk_create(_snapshot(row, measured[row.code], day, at) for row in rows)
    live = sum(m.measured for m in measured.values())
    plan = Plan.objects.filter(status=PlanStatus.CURRENT).first()
    if plan:
        publish(IndicatorsMeasured(at=at, subject=plan.pk, live=live, all=len(rows)))
    return len(rows)


def _snapshot(row: Indicator, measured: Measured, day: date, at: datetime) -> Snapshot:
    value = measured.value
    return Snapshot(
        indicator=row.code,
        on=day,
        value=_float(value.value),
        numerator=_float(value.numerator),
        denominator=_float(value.denominator),
        reason=value.reason[:200],
        fresh_at=measured.fresh_at,
        coverage=",".join(sorted(measured.channels)),
        formula=row.formula,
        taken_at=at,
    )


def _float(number: Fraction | None) -> float | None:
    return None if number is None else float(number)


@transaction.atomic
def enter_figure(
    name: str, *, on: date, value: Decimal, note: str, by: Actor, at: datetime
) -> None:
    """Enter a number from outside, such as the population; it is shown as entered (統計の入力).

    Publishes:
        FigureEntered
    """
    row, _ = ExternalFigure.objects.update_or_create(
        name=name,
        on=on,
        defaults={"value": value, "note": note, "entered_at": at, "entered_by": by.name},
    )
    publish(FigureEntered(at=at, subject=row.pk, figure=name))
    audit(actor=by, action="figure.entered", subject=row.pk, at=at, facts={"figure": name})
