"""The page of one indicator (指標): meaning, value, trend, breakdowns."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tsunagaru.ground.ui.charts import line
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, STAFF, open_to
from tsunagaru.plan.models import Indicator
from tsunagaru.plan.queries.breakdowns import breakdowns_of
from tsunagaru.plan.queries.indicators import fiscal_year_to_date, line_of, trend
from tsunagaru.plan.queries.measuring import measure, over_time
from tsunagaru.plan.rules.strategy import format_number


@open_to(ANYONE)
@require_safe
def indicator(request: PageRequest, code: str) -> HttpResponse:
    """Show one indicator to everyone; small cells are kept back."""
    return _page(request, code, "ui/page.html", inside=False)


@open_to(STAFF)
@require_safe
def staff_indicator(request: PageRequest, code: str) -> HttpResponse:
    """Show it to staff, small cells included."""
    return _page(request, code, "ui/staff_page.html", inside=True)


def _page(request: PageRequest, code: str, base: str, *, inside: bool) -> HttpResponse:
    row = get_object_or_404(Indicator, pk=code)
    now = clock.now()
    since, until = fiscal_year_to_date(now)
    measured = measure([row], since=since, until=until, at=now)[code]
    points = trend(row, now)
    context = {
        "base": base,
        "inside": inside,
        "shape": row.shape,
        "line": line_of(row, measured),
        "value": measured.value,
        "number": format_number(row.initiative),
        "initiative": row.initiative,
        "chart": _chart(row, points, request.language),
        "breakdowns": breakdowns_of(
            row,
            measured.value,
            period=(since, until),
            at=now,
            inside=inside,
            language=request.language,
        ),
        "over": over_time(row),
        "since": since,
    }
    return render(request, "plan/indicator.html", context)


def _chart(row: Indicator, points: object, language: str) -> object:
    if not isinstance(points, list) or all(value is None for _, value in points):
        return None
    shape = row.shape
    return line(
        shape["name"], points, unit=shape["unit"], target=shape.get("target"), language=language
    )
