"""How many may be sent (送信の制限): by an address of the network, and by a person."""

from datetime import timedelta

from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.services.hearing.queries.setups import need_rules

TOO_MANY = (
    "短い時間にたくさん送られています。1時間ほどたってから、もう一度お試しください。"
    "書いた内容は、この画面に残っています。"
)
AN_HOUR = timedelta(hours=1)
UNFIT, TOO_MANY_REQUESTS = 422, 429


def may_send(request: PageRequest) -> bool:
    """Count one more, and tell whether it is taken: of a resident, else of an address."""
    who = request.actor.resident or f"address {people.address_of(request)}"
    limit = need_rules().an_hour
    return people.admit(f"hearing.ask|{who}", limit=limit, window=AN_HOUR, at=clock.now())
