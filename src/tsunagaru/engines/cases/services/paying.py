"""How the fee of a case stands (手数料の状況), told by the package that asks for it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.cases.events import CasePaymentChanged
from tsunagaru.engines.cases.models import Case
from tsunagaru.engines.cases.rules import Paying
from tsunagaru.engines.cases.services.recording import facts_of, note
from tsunagaru.ground import rows
from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.access import Actor

ENTRY = "payment_{paying}"


@transaction.atomic
def note_payment(
    case: UUID,
    paying: Paying,
    *,
    at: datetime,
    text: str = "",
    by: Actor | None = None,
    entry: str = "",
) -> None:
    """Write down how a case's fee stands; said again only when asked to (手数料の状況を記す).

    Args:
        text: what the timeline says besides, such as the amount; no personal details.
        entry: what the timeline calls it, said although the standing may be the same: the word of
            a standing, or another, such as ``lowered``.

    Publishes:
        CasePaymentChanged, when it changed
    """
    row = rows.get(Case, lock=True, pk=case)
    changed = row.payment != paying
    if changed:
        row.payment = paying
        rows.change(row, "payment")
        publish(CasePaymentChanged(at=at, subject=row.pk, payment=paying.value, **facts_of(row)))
    if entry or (changed and paying is not Paying.NONE):
        note(row, kind=ENTRY.format(paying=entry or paying.value), at=at, by=by, text=text)
