"""What happens to bookings (予約の出来事). ``subject`` is the booking, unless said otherwise."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class BookingMade(Event, name="booking.made"):
    """A time was booked (予約を受け付けた). ``fee_yen`` is what is to be paid."""

    kind: str
    facility: str
    resource: str
    fee_yen: int = measure()


@dataclass(frozen=True, kw_only=True)
class BookingApplied(Event, name="booking.applied"):
    """Somebody applied in a lottery (抽選に申し込んだ)."""

    facility: str
    resource: str


@dataclass(frozen=True, kw_only=True)
class BookingQueued(Event, name="booking.queued"):
    """Somebody stands on a waiting list (空き待ちに登録した)."""

    facility: str
    resource: str
    lost: str


@dataclass(frozen=True, kw_only=True)
class BookingOffered(Event, name="booking.offered"):
    """What became free was offered to the next one waiting (空きを案内した)."""

    facility: str
    resource: str


@dataclass(frozen=True, kw_only=True)
class BookingLapsed(Event, name="booking.lapsed"):
    """An offer was not taken in time, or waiting came to its end (期限が切れた)."""

    facility: str
    resource: str
    offered: str


@dataclass(frozen=True, kw_only=True)
class BookingChanged(Event, name="booking.changed"):
    """A booking was moved to another time (予約を変更した)."""

    facility: str
    resource: str
    fee_yen: int = measure()


@dataclass(frozen=True, kw_only=True)
class BookingPriced(Event, name="booking.priced"):
    """A clerk judged a reduction; the fee is now this (減免を確かめた)."""

    facility: str
    resource: str
    reduction: str
    granted: str
    fee_yen: int = measure()


@dataclass(frozen=True, kw_only=True)
class BookingCancelled(Event, name="booking.cancelled"):
    """A booking was cancelled (予約が取り消された).

    Args:
        by: ``person``, ``clerk`` for the person, or ``town`` (maintenance).
        kept_yen: what is kept of the fee.
    """

    facility: str
    resource: str
    by: str
    was: str
    kept_yen: int = measure()


@dataclass(frozen=True, kw_only=True)
class BookingArrived(Event, name="booking.arrived"):
    """The person came (来場した)."""

    kind: str
    facility: str
    resource: str


@dataclass(frozen=True, kw_only=True)
class BookingMissed(Event, name="booking.missed"):
    """The person did not come (来場しなかった)."""

    kind: str
    facility: str
    resource: str


@dataclass(frozen=True, kw_only=True)
class BookingCompleted(Event, name="booking.completed"):
    """A booked use has ended (予約した利用が終わった).

    Args:
        repeat: whether the same person had used the facility within the 12 months before.
        hours: hours of use, times the units booked.
    """

    kind: str
    facility: str
    resource: str
    repeat: str
    hours: float = measure()


@dataclass(frozen=True, kw_only=True)
class BookingReminded(Event, name="booking.reminded"):
    """It is time to remind the person (利用の前の知らせ)."""

    kind: str
    facility: str
    resource: str


@dataclass(frozen=True, kw_only=True)
class SlotOffered(Event, name="slot.offered"):
    """What could be used of a resource on a day (利用できる時間枠). ``subject`` is the resource."""

    kind: str
    facility: str
    resource: str
    hours: float = measure()


@dataclass(frozen=True, kw_only=True)
class ResourceClosed(Event, name="resource.closed"):
    """The town closed a resource for some time (休止した). ``subject`` is the closure."""

    facility: str
    resource: str
    bookings: int = measure()


@dataclass(frozen=True, kw_only=True)
class ResourceReopened(Event, name="resource.reopened"):
    """A closure was taken back (休止を取りやめた). ``subject`` is the closure."""

    facility: str
    resource: str


@dataclass(frozen=True, kw_only=True)
class LotteryOpened(Event, name="lottery.opened"):
    """Applications for a month are taken (抽選の受付が始まった). ``subject`` is the round."""

    resource: str


@dataclass(frozen=True, kw_only=True)
class LotterySettled(Event, name="lottery.settled"):
    """A lottery was drawn (抽選をした). ``subject`` is the round."""

    resource: str
    applied: int = measure()
    won: int = measure()


@dataclass(frozen=True, kw_only=True)
class FeedOpened(Event, name="feed.opened"):
    """A resident got an address of a calendar feed (カレンダーの購読). ``subject`` is the feed."""


@dataclass(frozen=True, kw_only=True)
class BookingDisposed(Event, name="booking.disposed"):
    """Whose booking it was went after the retention period (予約の内容を廃棄した)."""

    resource: str
