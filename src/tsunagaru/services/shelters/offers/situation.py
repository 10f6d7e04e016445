"""Shelters in the report on a disaster (被害状況報告の避難所)."""

from collections.abc import Sequence
from datetime import datetime

from tsunagaru.kernel.situations import Figure, SituationPart
from tsunagaru.services.shelters.queries import reports, sites, supplies
from tsunagaru.services.shelters.rules.supplies import RequestState


def _figures(at: datetime, drill: bool) -> Sequence[Figure]:  # noqa: FBT001 - of the offer
    """Return what is open, who is there and what is lacking, of a drill or of the real thing."""
    rows = [one for one in sites.running() if one.run.drill == drill]
    if not rows:
        return [Figure("開設中の避難所", "なし")]
    views = [sites.view(one) for one in rows]
    late = [view for view, one in zip(views, rows, strict=True) if reports.is_late(one, at)]
    waiting = supplies.waiting().filter(
        state=RequestState.ASKED, opening__in=[one.pk for one in rows]
    )
    found = [
        Figure("開設中の避難所", f"{len(rows)}か所"),
        Figure("避難している人", f"{sum(view.held for view in views):,}人"),
    ]
    found += [Figure(view.shape.name.ja, _of(view)) for view in views]
    found.append(Figure("対応していない物資の要請", f"{waiting.count()}件"))
    if late:
        named = "、".join(view.shape.name.ja for view in late)
        found.append(Figure("定時報告が出ていない避難所", named))
    return found


def _of(view: sites.SiteView) -> str:
    return f"{view.held:,}人（定員{view.shape.capacity:,}人）"


PART = SituationPart("shelters", "避難所", 30, _figures)
