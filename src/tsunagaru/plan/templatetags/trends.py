"""Draws an indicator's last months in a line of the dashboard (推移のタグ)."""

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from tsunagaru.ground.ui.charts import sparkline
from tsunagaru.plan.queries.indicators import IndicatorLine

register = template.Library()
FEWEST = 2


@register.simple_tag(takes_context=True)
def spark(context: Context, line: IndicatorLine) -> SafeString | str:
    """Return a sparkline of the last months, or nothing while there are too few."""
    known = [value for _, value in line.months if value is not None]
    if len(known) < FEWEST:
        return ""
    language = str(context.get("language", "ja"))
    chart = sparkline(line.name, line.months, unit=line.unit, language=language, name=line.id)
    return chart.svg
