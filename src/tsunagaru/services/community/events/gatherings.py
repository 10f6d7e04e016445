"""What happens with events of districts (行事と参加申込の出来事)."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class GatheringPosted(Event, name="gathering.posted"):
    """A head posted an event of the district (行事を載せた). ``subject`` is the event."""


@dataclass(frozen=True, kw_only=True)
class GatheringChanged(Event, name="gathering.changed"):
    """An event takes place otherwise (行事を変えた). ``subject`` is the event."""


@dataclass(frozen=True, kw_only=True)
class GatheringCancelled(Event, name="gathering.cancelled"):
    """An event does not take place (行事を中止した). ``subject`` is the event."""


@dataclass(frozen=True, kw_only=True)
class GatheringEnded(Event, name="gathering.ended"):
    """The day of an event is over (行事が終わった). ``subject`` is the event.

    Args:
        people: who had a place.
    """

    households: int = measure()
    people: int = measure()


@dataclass(frozen=True, kw_only=True)
class GatheringCounted(Event, name="gathering.counted"):
    """A head noted who came (出欠を記録した); once more for a correction. ``subject`` as above."""

    people: int = measure()


@dataclass(frozen=True, kw_only=True)
class SignedUp(Event, name="gathering.joined"):
    """A household signed up for an event (参加を申し込んだ). ``subject`` is the sign-up.

    Args:
        way: "online", "phone" or "paper"; all but the first the head entered.
        place: "in" or "waiting".
    """

    way: str
    place: str
    people: int = measure()


@dataclass(frozen=True, kw_only=True)
class SignUpChanged(Event, name="gathering.sign_up_changed"):
    """A household comes with more people or fewer (申込みを変えた). ``subject`` is the sign-up."""


@dataclass(frozen=True, kw_only=True)
class SignUpMoved(Event, name="gathering.place_given"):
    """A household that waited has a place (繰り上がった). ``subject`` is the sign-up."""


@dataclass(frozen=True, kw_only=True)
class SignUpWithdrawn(Event, name="gathering.withdrawn"):
    """A household does not come (申込みを取り消した); ``by`` "household", "head" or "moved"."""

    by: str
