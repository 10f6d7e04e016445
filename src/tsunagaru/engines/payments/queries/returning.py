"""What of invoices goes back to their payers, and what has gone back (返金の状況)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tsunagaru.engines.payments.models import Refund
from tsunagaru.engines.payments.rules.methods import RefundState
from tsunagaru.ground.ui.dates import day_words
from tsunagaru.kernel.clock import day_of


@dataclass(frozen=True)
class Returned:
    """What of an invoice goes back (返金の状況).

    Args:
        waiting_yen: is to go back and has not gone yet.
        done_yen: has gone back, the last of it on ``done_on``.
    """

    waiting_yen: int = 0
    done_yen: int = 0
    done_on: date | None = None

    def __str__(self) -> str:
        return "、".join(self._words())

    def _words(self) -> Iterator[str]:
        """Yield it in words for staff."""
        if self.done_yen:
            day = f"{day_words(self.done_on, 'ja')}に" if self.done_on else ""
            yield f"{self.done_yen:,}円は{day}返金済み"
        if self.waiting_yen:
            yield f"{self.waiting_yen:,}円は返金の手続き中"


NOTHING = Returned()


def returned_of(invoices: Collection[UUID]) -> dict[UUID, Returned]:
    """Return what of several invoices goes back or has gone back (返金の状況).

    What came in besides, such as a second payment, is no part of the invoice.
    """
    if not invoices:
        return {}
    rows = Refund.objects.filter(payment__invoice__in=invoices, payment__kept=True)
    found: dict[UUID, Returned] = {}
    values = ("payment__invoice", "amount_yen", "state", "done_at")
    for invoice, yen, state, done_at in rows.order_by("requested_at").values_list(*values):
        before = found.get(invoice, NOTHING)
        if state != RefundState.DONE:
            found[invoice] = Returned(before.waiting_yen + yen, before.done_yen, before.done_on)
            continue
        day = day_of(done_at) if done_at else None
        days = [one for one in (before.done_on, day) if one]
        found[invoice] = Returned(
            before.waiting_yen, before.done_yen + yen, max(days, default=None)
        )
    return found
