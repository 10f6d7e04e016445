"""Events of the intake (取込みの出来事). ``subject`` is what arrived."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class ArrivalReceived(Event, name="arrival.received"):
    """An application came from the national portal and is kept (ポータルの申請を受け取った).

    Args:
        state: filed, or waiting for a person.
        why: why it waits; empty when it does not.
        masked: how many individual numbers were removed.
    """

    state: str
    why: str
    masked: int = measure()


@dataclass(frozen=True, kw_only=True)
class ArrivalDamaged(Event, name="arrival.damaged"):
    """What came cannot be read; the portal keeps it (壊れて届いた)."""


@dataclass(frozen=True, kw_only=True)
class ArrivalAcknowledged(Event, name="arrival.acknowledged"):
    """The portal was told that we have it (受け取りを返した)."""


@dataclass(frozen=True, kw_only=True)
class ArrivalFiled(Event, name="arrival.filed"):
    """What waited was taken in after all (あとから取り込んだ)."""


@dataclass(frozen=True, kw_only=True)
class ArrivalClosed(Event, name="arrival.closed"):
    """A person dealt with it by hand (手で処理した)."""


@dataclass(frozen=True, kw_only=True)
class PortalAsked(Event, name="portal.asked"):
    """The portal was asked for new applications (ポータルを確かめた).

    Args:
        reached: ``yes``, or ``no`` when it did not answer to the end.
    """

    reached: str
    found: int = measure()


@dataclass(frozen=True, kw_only=True)
class ArrivalDisposed(Event, name="arrival.disposed"):
    """What the portal sent went after the retention period (届いた原本を廃棄した)."""
