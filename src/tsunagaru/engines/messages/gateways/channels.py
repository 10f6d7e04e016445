"""What every channel can do for a broadcast (送信経路との約束).

A dispatcher hands a channel one *parcel*: one text in one language for some recipients, whose
addresses it has read and decrypted before; no database session is held while a provider is called.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol
from uuid import UUID


class Kind(StrEnum):
    """The channels that a provider carries (経路)."""

    LINE = "line"
    WEBPUSH = "webpush"
    EMAIL = "email"
    SMS = "sms"


class Recipient(NamedTuple):
    """One recipient of a parcel (宛先).

    Args:
        seq: the recipient's number within the message.
        address: LINE user id, e-mail address, telephone number in E.164, or a browser's
            subscription as JSON (``endpoint``, ``keys.p256dh``, ``keys.auth``).
        token: names the recipient in links of their own (leaving a list, confirming); may be empty.
    """

    seq: int
    address: str
    token: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a channel sends at one go (送信のまとまり).

    Args:
        key: the same at every try over the same recipients (LINE's retry key, Message-ID, tag).
        title: one line.
        body: plain text of several lines.
        url: whole address of the page that says everything; empty when there is none.
        leave_url: whole address for leaving the list, with ``{token}``; empty where nobody may
            leave (an alert).
        leave_words: what the link for leaving is called in the text's language; without them the
            link stands in the letter's headers only.
        urgent: ask the provider for its fastest way.
        keep_for_s: how long the provider may keep trying.
        own_url: whole address of a page of each recipient's own, with ``{token}``, or empty. Where
            all get the same text (LINE), ``url`` stands instead.
        choices: buttons, each a label and what it sends, where the channel has buttons.
    """

    key: UUID
    title: str
    body: str
    recipients: Sequence[Recipient]
    url: str = ""
    leave_url: str = ""
    leave_words: str = ""
    urgent: bool = False
    keep_for_s: int = 86_400
    own_url: str = ""
    choices: Sequence[tuple[str, str]] = ()

    def url_of(self, one: Recipient) -> str:
        """Return the address that a recipient is told: their own page where there is one."""
        return self.own_url.replace("{token}", one.token) if self.own_url else self.url


class Result(StrEnum):
    """What the provider said about one recipient (結果).

    ``ACCEPTED`` is never "delivered". ``GONE``: refused, and the address will never work again.
    ``LATER``: not now; try this recipient again. ``FAILED``: given up; never said by a provider.
    """

    ACCEPTED = "accepted"
    REFUSED = "refused"
    GONE = "gone"
    LATER = "later"
    FAILED = "failed"


class Answer(NamedTuple):
    """The provider's answer for one recipient.

    Args:
        ref: the provider's id for it, at most 100 characters; never the address.
        code: the provider's code or reason, at most 40 characters; never its own words, which often
            repeat the address.
    """

    seq: int
    result: Result
    ref: str = ""
    code: str = ""


class CannotReach(Exception):
    """The provider did not answer, or not now: the whole parcel is sent again with its key.

    Args:
        code: ``timeout``, ``refused``, ``429``, ``503`` and so on.
        wait_s: how long the provider asked to wait; 0 when it did not say.
    """

    def __init__(self, code: str, wait_s: float = 0) -> None:
        super().__init__(code)
        self.code = code[:40]
        self.wait_s = wait_s


class CannotTakeParcel(Exception):
    """The provider refused the parcel as a whole for one bad part of it (400): split it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code[:40]


@dataclass(frozen=True)
class Limits:
    """What a channel takes at one go and at one time (経路の限度).

    Args:
        parcel: most recipients in a parcel.
        at_once: parcels in the air at once, for each process.
        a_second: requests a second that the provider allows; 0 for no limit.
        same_recipients: a repeated key must carry exactly the same recipients (LINE).
    """

    parcel: int
    at_once: int
    a_second: float = 0
    same_recipients: bool = False


class Channel(Protocol):
    """One way to the residents (送信経路)."""

    kind: Kind
    limits: Limits

    async def send(self, parcel: Parcel) -> Sequence[Answer]:
        """Hand a parcel to the provider; return an answer for each recipient.

        Raises:
            CannotReach: nothing is known, or not now.
            CannotTakeParcel: split it and try again.
        """
        ...

    async def close(self) -> None:
        """Close the connections."""
        ...


@dataclass(frozen=True)
class Contract:
    """The contract with a provider (事業者との契約), from the environment.

    Args:
        values: such as ``url``, ``token``, ``secret``.
    """

    kind: Kind
    values: dict[str, str] = field(default_factory=dict)


# What a contract must hold before its channel can be opened.
NEEDED = {
    Kind.LINE: ("token",),
    Kind.WEBPUSH: ("key", "subject"),
    Kind.EMAIL: ("relay", "from", "secret"),
    Kind.SMS: ("url", "token"),
}
