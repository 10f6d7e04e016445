"""Writing the rollups of many acts once (集計のまとめ書き)."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from tsunagaru.ground.ledger.gateways.gathering import gathering, take
from tsunagaru.ground.ledger.gateways.writing import write_folded


@contextmanager
def gathered() -> Iterator[None]:
    """Add to rollups at the end of the block, not with every event (まとめて集計する).

    For long work in one transaction, which the block is, and of which nobody reads the figures
    meanwhile. Events and deliveries are written at once, as ever; what is rolled back inside counts
    nothing, and when the block raises nothing of it stands.
    """
    with transaction.atomic():
        token = gathering.set(True)
        try:
            yield
        finally:
            gathering.reset(token)
        write_folded(take())
