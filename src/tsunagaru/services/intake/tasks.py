"""What the intake does when something happens (反応)."""

from tsunagaru.ground.ledger.events import HourPassed
from tsunagaru.kernel import clock
from tsunagaru.kernel.events import outward
from tsunagaru.services.intake import queries
from tsunagaru.services.intake.services.polling import contract, poll


@outward
def ask_portal(_event: HourPassed) -> None:
    """Fetch what was filed at the portal, where the town is connected."""
    where, setup = contract(), queries.setup()
    if where is not None and setup is not None:
        poll(where, setup, at=clock.now())
