"""A resident's registration for messages, as the pages of it need it (受取りの登録)."""

from uuid import UUID

from django.http import Http404

from tsunagaru.engines.messages import services
from tsunagaru.engines.messages.models import Subscriber
from tsunagaru.engines.messages.queries import subscribers
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock


def resident_of(request: PageRequest) -> UUID:
    """Return the resident whose page it is; nobody else has one."""
    if request.actor.resident is None:
        raise Http404
    return request.actor.resident


def registered(request: PageRequest) -> Subscriber:
    """Return the resident's registration, made now where there is none yet."""
    resident = resident_of(request)
    row = subscribers.subscriber_of(resident)
    if row is None:
        wishes = services.Wishes(district=_home(resident), language=request.language)
        row = services.subscribe(resident, wishes, way="online", at=clock.now())
    return row


def _home(resident: UUID) -> str:
    return people.resident(resident, day=clock.day_of(clock.now())).district
