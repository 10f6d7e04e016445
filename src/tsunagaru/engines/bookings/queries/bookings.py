"""Reads of bookings (予約の参照)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hmac import compare_digest
from uuid import UUID

from django.core import signing
from django.db.models import Q, QuerySet
from django.urls import reverse

from tsunagaru.engines.bookings.models import Booking, Feed, Round
from tsunagaru.engines.bookings.queries.resources import Bookable, CannotFind, resource
from tsunagaru.engines.bookings.rules import lottery
from tsunagaru.engines.bookings.rules.owing import ASKED, USED
from tsunagaru.engines.bookings.rules.slots import Slot, key_opens
from tsunagaru.engines.bookings.rules.states import OPEN, Act, State
from tsunagaru.ground.ui.phrases import Trilingual
from tsunagaru.kernel.access import Actor, Role
from tsunagaru.kernel.clock import JST, day_of

LINK, FEED = "bookings.link", "bookings.feed"
BOOKING_LINK = "booking"  # as ``LateLink`` has it


@dataclass(frozen=True)
class BookingView:
    """A booking as other packages see it (予約)."""

    id: UUID
    number: str
    resource: str
    name: Trilingual
    state: State
    starts_at: datetime
    ends_at: datetime
    resident: UUID | None

    @property
    def is_open(self) -> bool:
        """Tell whether it still stands (有効か)."""
        return self.state in OPEN


def view_of(row: Booking) -> BookingView:
    """Return a booking as other packages see it."""
    return BookingView(
        id=row.pk,
        number=row.number,
        resource=row.resource.code,
        name=Trilingual(**row.resource.content["name"]),
        state=State(row.state),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        resident=row.resident_id,
    )


def coming_ids(at: datetime) -> set[UUID]:
    """Return all bookings that are still to come (これからの予約)."""
    rows = Booking.objects.filter(state__in=OPEN, ends_at__gt=at)
    return set(rows.values_list("pk", flat=True))


def token_of(id_: UUID) -> str:
    """Return what stands in the private address of a booking's page; it is kept nowhere."""
    return _signed(id_, LINK)


def path_of(id_: UUID) -> str:
    """Return the private path of a booking's page (予約のページ)."""
    return reverse("bookings:booking", args=[token_of(id_)])


def feed_token(feed: Feed) -> str:
    """Return what stands in the private address of a calendar feed."""
    return _signed(feed.pk, FEED)


def _signed(id_: UUID, salt: str) -> str:
    return signing.Signer(salt=salt).sign(id_.hex).replace(":", ".")


def _unsigned(token: str, salt: str) -> UUID | None:
    try:
        return UUID(signing.Signer(salt=salt).unsign(token.replace(".", ":")))
    except (signing.BadSignature, ValueError):
        return None


def booking(id_: UUID) -> BookingView | None:
    """Return a booking, if there is one (予約)."""
    row = Booking.objects.select_related("resource").filter(pk=id_).first()
    return view_of(row) if row else None


def by_token(token: str) -> Booking | None:
    """Return the booking of a private address, if there is one."""
    id_ = _unsigned(token, LINK)
    if id_ is None:
        return None
    return Booking.objects.select_related("resource", "round").filter(pk=id_).first()


def feed_by_token(token: str) -> Feed | None:
    """Return the feed of a private address, if there is one."""
    id_ = _unsigned(token, FEED)
    return Feed.objects.filter(pk=id_).first() if id_ else None


def bookings_of(resident: UUID) -> QuerySet[Booking]:
    """Return a resident's bookings, the next one first (予約の一覧)."""
    rows = Booking.objects.filter(resident_id=resident).select_related("resource")
    return rows.order_by("starts_at")


def coming(resident: UUID, at: datetime) -> QuerySet[Booking]:
    """Return a resident's open bookings that are not over (これからの予約)."""
    return bookings_of(resident).filter(state__in=OPEN, ends_at__gt=at)


def holder_of_resident(resident: UUID) -> str:
    """Return under what a resident's bookings are counted (利用者の識別)."""
    return f"r:{resident.hex}"


def own_at(one: Bookable, holder: str, slot: Slot) -> Booking | None:
    """Return what somebody has booked, applied for or waits for in a time (自分の予約).

    A booking comes before what is only wished for.
    """
    rows = Booking.objects.filter(resource=one.id, holder=holder, state__in=OPEN)
    found = rows.filter(starts_at__lt=slot.end, ends_at__gt=slot.start).order_by("starts_at")
    return min(found, key=lambda row: row.state != State.CONFIRMED, default=None)


def made_at(one: Bookable, ids: Collection[str], slot: Slot) -> Booking | None:
    """Return which of some bookings is for a time, or None (同じ時間の予約)."""
    rows = Booking.objects.filter(pk__in=ids, resource=one.id, state__in=OPEN)
    return rows.filter(starts_at__lt=slot.end, ends_at__gt=slot.start).first() if ids else None


def readable_by(actor: Actor) -> QuerySet[Booking]:
    """Return the bookings an actor may open: those of the sections in which they work."""
    if not actor.is_staff:
        return Booking.objects.none()
    sections = actor.sections(Role.CLERK, Role.HEAD)
    return Booking.objects.filter(resource__section__in=sections).select_related("resource")


def on_day(resource_id: UUID, day: date) -> QuerySet[Booking]:
    """Return the bookings of a resource on a day in Japan, in order (その日の予約)."""
    start = datetime.combine(day, time(0), JST)
    rows = Booking.objects.filter(resource=resource_id, starts_at__gte=start)
    return rows.filter(starts_at__lt=start + timedelta(days=1)).order_by("starts_at", "number")


def rounds_to_draw(at: datetime) -> list[Round]:
    """Return the lotteries whose applications are all in and that wait for the draw."""
    rows = Round.objects.filter(drawn_at=None, resource__retired=False).select_related("resource")
    return [row for row in rows if is_ripe(row, at)]


def is_ripe(row: Round, at: datetime) -> bool:
    """Return whether the period of a lottery has ended."""
    try:
        definition = resource(row.resource.code).definition
    except CannotFind:
        return False
    rule = definition.lottery
    return rule is not None and at >= lottery.bounds(rule.period, row.month)[1]


def to_check() -> QuerySet[Booking]:
    """Return the bookings whose reduction waits for a clerk (減免の確認待ち)."""
    owes = Q(state__in=[*OPEN, *USED]) | Q(state=State.CANCELLED, kept_yen__gt=0)
    rows = Booking.objects.filter(owes, reduction_state=ASKED)
    return rows.select_related("resource").order_by("made_at")


def to_call(at: datetime) -> list[Booking]:
    """Return whose turn it is now and whom no letter reaches (電話で案内する空き)."""
    rows = Booking.objects.filter(state=State.OFFERED, resident_id=None, offered_until__gt=at)
    rows = rows.select_related("resource").order_by("offered_until")
    return [row for row in rows if not row.email]


def find_visit(number: str, *, resources: Sequence[str], day: date) -> BookingView | None:
    """Return the visit booked for a day under a number that its owner shows or types."""
    start = datetime.combine(day, time(0), JST)
    row = (
        Booking.objects.filter(
            number=number,
            resource__code__in=resources,
            state__in=(State.CONFIRMED, State.ARRIVED),
            starts_at__gte=start,
            starts_at__lt=start + timedelta(days=1),
        )
        .select_related("resource")
        .first()
    )
    return view_of(row) if row else None


def visits_on(day: date, *, resources: Sequence[str]) -> Sequence[BookingView]:
    """Return those who booked a visit on a day and have not come yet, in order (来庁の予約)."""
    start = datetime.combine(day, time(0), JST)
    rows = Booking.objects.filter(
        resource__code__in=resources,
        state=State.CONFIRMED,
        starts_at__gte=start,
        starts_at__lt=start + timedelta(days=1),
    )
    found = rows.select_related("resource").order_by("starts_at", "number")
    return [view_of(row) for row in found]


def admits(code: str, typed: str, *, at: datetime) -> bool:
    """Return whether a door opens for what was typed now (暗証番号が有効か)."""
    rows = Booking.objects.filter(
        resource__code=code,
        state__in=(State.CONFIRMED, State.ARRIVED),
        starts_at__lte=at,
        ends_at__gt=at,
    )
    return any(
        row.key_code
        and key_opens(Slot(row.starts_at, row.ends_at), at)
        and compare_digest(row.key_code.encode(), typed.encode())
        for row in rows
    )


def too_early(row: Booking, at: datetime) -> frozenset[Act]:
    """Return what nobody can note yet: coming before the day, staying away before the hour."""
    before_day = {Act.ARRIVE} if day_of(at) < day_of(row.starts_at) else set()
    return frozenset(before_day | ({Act.MISS} if at < row.starts_at else set()))
