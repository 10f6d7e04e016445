"""Makers of resources and bookings for others' tests (テスト用の予約)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from tsunagaru.engines.bookings.definitions import ResourceDefinition
from tsunagaru.engines.bookings.models import Booking, Closure, Feed, Resource, Round
from tsunagaru.engines.bookings.queries.bookings import feed_token, token_of
from tsunagaru.engines.bookings.queries.resources import Bookable, bookable
from tsunagaru.engines.bookings.queries.slots import days
from tsunagaru.engines.bookings.rules.slots import Slot
from tsunagaru.engines.bookings.services.closing import close_resource
from tsunagaru.engines.bookings.services.making import Person, Wish, make
from tsunagaru.engines.bookings.services.minding import open_feed
from tsunagaru.engines.bookings.services.rounds import open_rounds
from tsunagaru.ground.people.testing import Cast
from tsunagaru.kernel import clock
from tsunagaru.kernel.clock import JST, day_of

MONDAY = datetime(2026, 12, 7, 9, tzinfo=JST)
EVERY_DAY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
HALL: dict[str, Any] = {
    "code": "hall",
    "kind": "facility",
    "facility": "hall",
    "section": "jumin",
    "name": {"ja": "会議室", "easy": "会議室", "en": "Meeting room"},
    "about": {"ja": "会議に使えます。"},
    "place": {"ja": "町民会館"},
    "hours": [{"days": EVERY_DAY, "opens": "09:00", "closes": "21:00"}],
    "slot_min": 60,
    "max_slots": 4,
    "horizon_days": 60,
    "fee": "hours * 300",
}


def a_resource(at: datetime = MONDAY, **changes: Any) -> Bookable:  # noqa: ANN401 - any field
    """Return a resource, an hourly meeting room changed as asked (予約できるもの)."""
    content = ResourceDefinition.model_validate(HALL | changes)
    row, _ = Resource.objects.update_or_create(
        code=content.code,
        defaults={
            "section": content.section,
            "content": content.model_dump(mode="json"),
            "loaded_at": at,
        },
    )
    return bookable(row)


def a_person(number: int = 1, **changes: Any) -> Person:  # noqa: ANN401 - any field
    """Return somebody without an account (予約する人)."""
    return Person(**{"name": "小山 花子", "phone": f"0550{number:06d}"} | changes)


def a_booking(
    start: datetime | None = None,
    *,
    person: Person | None = None,
    at: datetime = MONDAY,
    code: str = "hall",
    **wish: Any,  # noqa: ANN401 - any field of a wish
) -> Booking:
    """Book a time, tomorrow at ten unless told otherwise (予約)."""
    begins = start or at.replace(hour=10) + timedelta(days=1)
    who = person or a_person()
    return Booking.objects.get(pk=make(Wish(code, begins, **wish), who, press=uuid4(), at=at))


def a_free_time(one: Bookable, at: datetime) -> datetime:
    """Return the beginning of the first free slot from tomorrow on."""
    wanted = [day_of(at) + timedelta(days=n) for n in range(1, 40)]
    return next(
        slot.slot.start for day in days(one, wanted, at) for slot in day.slots if slot.can_book
    )


def a_round(**changes: Any) -> Round:  # noqa: ANN401 - any field
    """Open a lottery that is applied for next month, so never drawn today (抽選)."""
    taken = {"months_before": 1, "from_day": 1, "until_day": 28}
    drawn: dict[str, Any] = {"code": "drawn", "lottery": taken, "horizon_days": 90}
    a_resource(**drawn | changes)
    next_month = clock.now().replace(day=1) + timedelta(days=40)
    open_rounds(at=next_month.replace(day=2))
    return Round.objects.get(resource__code="drawn")


def _now_booked(cast: Cast | None = None) -> Booking:
    at = clock.now()
    one = a_resource()
    person = a_person(resident=cast.resident_a.id) if cast else a_person()
    return a_booking(a_free_time(one, at), person=person, at=at)


Arguments = tuple[dict[str, Any], dict[str, Any]]


def _resource(_cast: Cast) -> Arguments:
    return {"code": a_resource().code}, {"code": "nowhere"}


def _link(_cast: Cast) -> Arguments:
    token = token_of(_now_booked().pk)
    return {"token": token}, {"token": f"{token}x"}


def _staff_booking(_cast: Cast) -> Arguments:
    return {"booking_id": _now_booked().pk}, {"booking_id": uuid4()}


def _own(cast: Cast) -> Arguments:
    return {"booking_id": _now_booked(cast).pk}, {"booking_id": uuid4()}


def _round(_cast: Cast) -> Arguments:
    return {"round_id": a_round().pk}, {"round_id": uuid4()}


def _feed(cast: Cast) -> Arguments:
    open_feed(cast.resident_a.id, at=clock.now())
    token = feed_token(Feed.objects.get(resident_id=cast.resident_a.id))
    return {"token": token}, {"token": f"{token}x"}


def _closure(_cast: Cast) -> Arguments:
    at = clock.now()
    one = a_resource()
    begins = a_free_time(one, at)
    span = Slot(begins, begins + timedelta(hours=1))
    made = close_resource(one.code, span, why="点検", at=at)
    return {"closure_id": Closure.objects.get(pk=made).pk}, {"closure_id": uuid4()}


_LINKS = ("booking", "calendar", "code_picture", "cancel", "change", "accept")
_RESOURCES = ("resource", "book", "staff_day", "staff_new", "staff_close")
_STAFF = ("staff_booking", "staff_act", "staff_change", "staff_fee")
SPECIMENS = {
    **{f"bookings:{name}": _link for name in _LINKS},
    **{f"bookings:{name}": _resource for name in _RESOURCES},
    **{f"bookings:{name}": _staff_booking for name in _STAFF},
    "bookings:own": _own,
    "bookings:round": _round,
    "bookings:staff_round": _round,
    "bookings:staff_draw": _round,
    "bookings:feed": _feed,
    "bookings:staff_reopen": _closure,
}
