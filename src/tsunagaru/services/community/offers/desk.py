"""What the staff desk and indicators read (承認待ち・区の数)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse

from tsunagaru.ground.places import api as places
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.desk import WorkItem
from tsunagaru.kernel.offers import StockRow
from tsunagaru.services.community.models import Circular
from tsunagaru.services.community.queries.access import pending, waiting_for
from tsunagaru.services.community.queries.setups import rules
from tsunagaru.services.community.queries.standings import digital_districts
from tsunagaru.services.community.rules.states import State


def items(actor: Actor, at: datetime) -> Sequence[WorkItem]:
    """Return the circulars and corrections that wait for this person's approval (承認待ち)."""
    if rules() is None:
        return []
    return [_item(row) for row in waiting_for(actor, at)]


def _item(row: Circular) -> WorkItem:
    waits = pending(row)
    correction = row.state == State.OUT
    asked = waits.asked_at if waits and correction else row.asked_at
    return WorkItem(
        title=f"回覧の{'訂正の' if correction else ''}承認：{row.title}",
        url=reverse("community:staff_circular", args=[row.pk]),
        state="承認待ち",
        received_at=asked or row.made_at,
        section=row.section,
        due_on=row.due_on,
    )


def read_districts(at: datetime) -> Iterable[StockRow]:
    """Return how many districts have households that read without paper (電子回覧に対応した区)."""
    if rules() is None:
        return
    digital = set(digital_districts(day_of(at)))
    counts = Counter(one.code in digital for one in places.districts())
    for is_digital, count in counts.items():
        yield StockRow({"digital": "yes" if is_digital else "no"}, count)
