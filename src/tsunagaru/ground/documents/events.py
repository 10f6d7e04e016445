"""Events of documents (書類の出来事). ``subject`` is the issued paper."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PaperIssued(Event, name="paper.issued"):
    """A paper was issued and its bytes kept (書類を発行した)."""

    kind: str
    signed: str


@dataclass(frozen=True, kw_only=True)
class PaperWithdrawn(Event, name="paper.withdrawn"):
    """An issued paper counts no longer (書類の効力がなくなった)."""

    kind: str
    cause: str


@dataclass(frozen=True, kw_only=True)
class PaperVerified(Event, name="paper.verified"):
    """Somebody with the paper in hand checked it (書類を確かめた)."""

    way: str
    result: str


@dataclass(frozen=True, kw_only=True)
class PaperDisposed(Event, name="paper.disposed"):
    """What an issued paper said was deleted; its fingerprint stays (廃棄した)."""

    kind: str
