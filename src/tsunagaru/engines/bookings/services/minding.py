"""Looking after bookings (予約の世話): reminders, reductions, calendar feeds."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.bookings.events import BookingPriced, BookingReminded, FeedOpened
from tsunagaru.engines.bookings.models import Booking, Feed
from tsunagaru.engines.bookings.queries.resources import Bookable, bookable, resources
from tsunagaru.engines.bookings.rules.fees import cancel_fee
from tsunagaru.engines.bookings.rules.owing import GRANTED, REFUSED, Cause, may_judge
from tsunagaru.engines.bookings.rules.states import State
from tsunagaru.engines.bookings.rules.steps import Step
from tsunagaru.engines.bookings.services.charging import Why, settle, take
from tsunagaru.engines.bookings.services.placing import CannotBook, codes_of
from tsunagaru.engines.bookings.services.pricing import price
from tsunagaru.engines.bookings.services.tracing import record
from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.access import ANONYMOUS, Actor
from tsunagaru.kernel.clock import day_of


class NothingToJudge(CannotBook):
    """No reduction of this booking waits to be judged (確認待ちの減免はありません)."""


class NoReason(CannotBook):
    """A reduction is not refused without a reason (理由のない不承認)."""


@transaction.atomic
def judge_reduction(
    id_: UUID, *, granted: bool, at: datetime, staff: Actor = ANONYMOUS, why: str = ""
) -> None:
    """Grant or refuse the reduction that was asked for (減免を確かめる), and ask for the fee.

    What somebody owes who cancelled meanwhile follows the fee that is found now.

    Args:
        why: the reason, told to whoever asked; a refusal needs one.

    Raises:
        NoReason: it is refused without one.
        NothingToJudge: none waits, or the booking is over.

    Publishes:
        BookingPriced
    """
    if not granted and not why.strip():
        raise NoReason
    row, one = take(id_)
    if not may_judge(State(row.state), row.kept_yen, row.reduction_state):
        raise NothingToJudge
    row.reduction_state = GRANTED if granted else REFUSED
    price(row, one, today=day_of(at))
    if row.kept_yen and row.ended_at:
        rule = one.definition.cancel.rule
        row.kept_yen = cancel_fee(row.fee_yen, rule, row.starts_at, row.ended_at)
    row.save(update_fields=["reduction_state", "full_yen", "fee_yen", "kept_yen"])
    record(row, Step.GRANTED if granted else Step.REFUSED, at=at, by=staff, text=why.strip())
    settle(row, one, Why(Cause.REDUCTION, at, staff))
    publish(
        BookingPriced(
            at=at,
            subject=row.pk,
            reduction=row.reduction,
            granted="yes" if granted else "no",
            fee_yen=row.fee_yen,
            **codes_of(row, one),
        )
    )


def remind(*, at: datetime) -> int:
    """Let those be reminded whose time comes soon, once each (利用の前の知らせ).

    Returns:
        How many.

    Publishes:
        BookingReminded
    """
    return sum(_remind(id_, at) for one in resources() for id_ in _soon(one, at))


def _soon(one: Bookable, at: datetime) -> list[UUID]:
    """Return the bookings to remind of; who booked later than that needs no reminder."""
    hours = one.definition.remind_h
    rows = Booking.objects.filter(
        resource=one.id,
        state=State.CONFIRMED,
        reminded_at=None,
        starts_at__gt=at,
        starts_at__lte=at + timedelta(hours=hours),
    )
    return [row.pk for row in rows if row.starts_at - row.made_at > timedelta(hours=hours)]


@transaction.atomic
def _remind(id_: UUID, at: datetime) -> bool:
    rows = Booking.objects.filter(pk=id_, state=State.CONFIRMED, reminded_at=None)
    if not rows.update(reminded_at=at):
        return False
    row = Booking.objects.select_related("resource").get(pk=id_)
    one = bookable(row.resource)
    kind = one.definition.kind
    publish(BookingReminded(at=at, subject=row.pk, kind=kind, **codes_of(row, one)))
    return True


@transaction.atomic
def open_feed(resident: UUID, *, at: datetime) -> None:
    """Give a resident a fresh private address of a calendar; an older one is dead (購読を始める).

    Publishes:
        FeedOpened
    """
    Feed.objects.filter(resident_id=resident).delete()
    row = Feed.objects.create(resident_id=resident, opened_at=at)
    publish(FeedOpened(at=at, subject=row.pk, channel="online"))
