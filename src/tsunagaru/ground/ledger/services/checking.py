"""The nightly check that nothing accepted was lost (夜間の突合)."""

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from tsunagaru.ground.ledger.events import BooksChecked
from tsunagaru.ground.ledger.queries.deliveries import queue_state
from tsunagaru.ground.ledger.services.publishing import publish


@transaction.atomic
def check_books(*, at: datetime) -> bool:
    """Check that accepted = delivered + queued + failed with an owner, and say so (突合する).

    Publishes:
        BooksChecked
    """
    state = queue_state()
    publish(
        BooksChecked(
            at=at,
            subject=uuid5(NAMESPACE_URL, f"{BooksChecked.name}/{at.isoformat()}"),
            balanced="no" if state.lost else "yes",
            waiting=state.queued + state.leased,
            dead=state.dead,
        )
    )
    return not state.lost
