"""What happens to bookings (予約の出来事). ``subject`` is the booking, unless said otherwise."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class OfKind:
    """What events of bookings tell by the kind of resource (種類のある予約の属性)."""

    kind: str
    facility: str
    resource: str


@dataclass(frozen=True, kw_only=True)
class OfResource:
    """What events of bookings tell of the resource (予約の属性)."""

    facility: str
    resource: str


@dataclass(frozen=True, kw_only=True)
class BookingMade(OfKind, Event, name="booking.made"):
    """A time was booked (予約を受け付けた). ``fee_yen`` is what is to be paid."""

    fee_yen: int = measure()


@dataclass(frozen=True, kw_only=True)
class BookingApplied(OfResource, Event, name="booking.applied"):
    """Somebody applied in a lottery (抽選に申し込んだ)."""


@dataclass(frozen=True, kw_only=True)
class BookingQueued(OfResource, Event, name="booking.queued"):
    """Somebody stands on a waiting list (空き待ちに登録した)."""

    lost: str


@dataclass(frozen=True, kw_only=True)
class BookingOffered(OfResource, Event, name="booking.offered"):
    """What became free was offered to the next one waiting (空きを案内した)."""


@dataclass(frozen=True, kw_only=True)
class BookingLapsed(OfResource, Event, name="booking.lapsed"):
    """An offer was not taken in time, or waiting came to its end (期限が切れた)."""

    offered: str


@dataclass(frozen=True, kw_only=True)
class BookingChanged(OfResource, Event, name="booking.changed"):
    """A booking was moved to another time (予約を変更した)."""

    fee_yen: int = measure()


@dataclass(frozen=True, kw_only=True)
class BookingPriced(OfResource, Event, name="booking.priced"):
    """A clerk judged a reduction; the fee is now this (減免を確かめた)."""

    reduction: str
    granted: str
    fee_yen: int = measure()


@dataclass(frozen=True, kw_only=True)
class BookingCharged(OfResource, Event, name="booking.charged"):
    """What is owed for a booking was fixed anew (使用料・取消料を決めた).

    Args:
        cause: ``booked``, ``changed``, ``reduction``, ``cancelled``, ``closed``,
            ``forfeited``, ``followed`` or ``again``.
        fee_yen: what is owed from now on.
        asked_yen: what the person is asked for by this.
        returned_yen: what goes back.
    """

    cause: str
    fee_yen: int = measure()
    asked_yen: int = measure()
    returned_yen: int = measure()


@dataclass(frozen=True, kw_only=True)
class BookingCancelled(OfResource, Event, name="booking.cancelled"):
    """A booking was cancelled (予約が取り消された).

    Args:
        by: ``person``, ``clerk`` for the person, or ``town`` (maintenance).
        kept_yen: what is kept of the fee.
    """

    by: str
    was: str
    kept_yen: int = measure()


@dataclass(frozen=True, kw_only=True)
class BookingWarned(OfResource, Event, name="booking.warned"):
    """Whoever has not paid in time is warned that the booking will lapse (未納の予告)."""


@dataclass(frozen=True, kw_only=True)
class BookingForfeited(OfResource, Event, name="booking.forfeited"):
    """An unpaid booking lapsed, as the town decided (未納による取消し).

    Args:
        kept_yen: what is owed all the same, as if the person had cancelled then.
    """

    kept_yen: int = measure()


@dataclass(frozen=True, kw_only=True)
class BookingArrived(OfKind, Event, name="booking.arrived"):
    """The person came (来場した)."""


@dataclass(frozen=True, kw_only=True)
class BookingMissed(OfKind, Event, name="booking.missed"):
    """The person did not come (来場しなかった)."""


@dataclass(frozen=True, kw_only=True)
class BookingCompleted(OfKind, Event, name="booking.completed"):
    """A booked use has ended (予約した利用が終わった).

    Args:
        repeat: whether the same person had used the facility within the 12 months before.
        hours: hours of use, times the units booked.
    """

    repeat: str
    hours: float = measure()


@dataclass(frozen=True, kw_only=True)
class BookingReminded(OfKind, Event, name="booking.reminded"):
    """It is time to remind the person (利用の前の知らせ)."""


@dataclass(frozen=True, kw_only=True)
class SlotOffered(OfKind, Event, name="slot.offered"):
    """What could be used of a resource on a day (利用できる時間枠). ``subject`` is the resource."""

    hours: float = measure()


@dataclass(frozen=True, kw_only=True)
class ResourceClosed(OfResource, Event, name="resource.closed"):
    """The town closed a resource for some time (休止した). ``subject`` is the closure."""

    bookings: int = measure()


@dataclass(frozen=True, kw_only=True)
class ResourceReopened(OfResource, Event, name="resource.reopened"):
    """A closure was taken back (休止を取りやめた). ``subject`` is the closure."""


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
