"""Whom a page of the counter is about, and their registration (窓口での受取りの登録)."""

from uuid import UUID

from django.http import Http404

from tsunagaru.engines.messages import services
from tsunagaru.engines.messages.models import Subscriber
from tsunagaru.engines.messages.queries import subscribers
from tsunagaru.ground.people import api as people
from tsunagaru.kernel import clock


def resident_or_404(resident: UUID) -> people.ResidentView:
    """Return the resident a page is about."""
    try:
        return people.resident(resident, day=clock.day_of(clock.now()))
    except people.NoSuchResident as error:
        raise Http404 from error


def registered(person: people.ResidentView) -> Subscriber:
    """Return the registration of who calls, made now where there is none yet."""
    row = subscribers.subscriber_of(person.id)
    if row is None:
        wishes = services.Wishes(district=person.district, language=person.language)
        row = services.subscribe(person.id, wishes, way="phone", at=clock.now())
    return row
