"""What people say to the town (届いた言葉), and who answers: packages offer conversations."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Heard:
    """Something a registered person pressed or wrote (届いた言葉).

    Args:
        way: ``line``, ``email`` or ``sms``.
        key: the same at every repetition of the same thing.
        subscriber: the person's registration for messages.
        resident: who that is, where it is known.
        about: the message that was answered, where it is known.
        pressed: what a button of ours sends; empty for a text.
        text: what was written; empty for a button.
    """

    way: str
    key: str
    subscriber: UUID
    resident: UUID | None
    district: str
    language: str
    at: datetime
    about: UUID | None = None
    pressed: str = ""
    text: str = ""


@dataclass(frozen=True)
class Conversation:
    """Something a package talks with people about (会話).

    Args:
        hear: returns what to answer, or None where it is no concern of the package's. It must take
            a repetition for what it is.
    """

    name: str
    hear: Callable[[Heard], str | None]
