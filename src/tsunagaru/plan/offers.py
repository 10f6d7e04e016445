"""What the plan offers upwards (計画の提供物)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse

from tsunagaru.ground.ui.phrases import say
from tsunagaru.kernel.desk import WorkQueue
from tsunagaru.kernel.formula import External, Survey, sources
from tsunagaru.kernel.initiatives import InitiativeName
from tsunagaru.kernel.offers import (
    CardLine,
    Entrance,
    Offers,
    SearchDocument,
    SearchSource,
    Stock,
    StockRow,
)
from tsunagaru.plan.models import Indicator
from tsunagaru.plan.queries.measuring import formula_of, is_built
from tsunagaru.plan.queries.published import items
from tsunagaru.plan.queries.strategy import initiatives
from tsunagaru.plan.rules.strategy import format_number


def _indicators(_at: datetime) -> Iterable[StockRow]:
    """Count the indicators, by whether the house itself records all they read."""
    rows = [formula_of(row.shape["formula"]) for row in Indicator.objects.all()]
    outside = (External, Survey)
    live = sum(is_built(f) and not any(isinstance(s, outside) for s in sources(f)) for f in rows)
    return [StockRow({"live": "yes"}, live), StockRow({"live": "no"}, len(rows) - live)]


def _pages() -> Iterable[SearchDocument]:
    """Return the initiatives' pages."""
    for row in initiatives():
        yield SearchDocument(
            kind="initiative",
            ref=str(row.number),
            title=f"{format_number(row.number)} {row.title}",
            url=reverse("plan:initiative", args=[row.number]),
            body=f"{row.measure.title} {(row.highlight or {}).get('text', '')}",
            keywords="DX計画 取組 指標",
        )


def _entrance(language: str) -> Sequence[CardLine]:
    """Return the way to the plan."""
    note = say("町のDXの計画と、取組ごとの今の数値を見られます。", language)
    return [CardLine(say("計画の進み具合", language), reverse("plan:dashboard"), note)]


def _names() -> Sequence[InitiativeName]:
    """Return the initiatives of the plan in force, as others name them."""
    return [
        InitiativeName(row.number, row.title, reverse("plan:initiative", args=[row.number]))
        for row in initiatives()
    ]


OFFERS = Offers(
    package="plan",
    stocks=(Stock("indicator", "指標の数", ("live",), _indicators),),
    work=(WorkQueue("plan.figures", "統計の取り込み", items),),
    search=(SearchSource("initiative", _pages),),
    entrances=(Entrance("まちのDX計画", 80, _entrance),),
    initiatives=_names,
)
