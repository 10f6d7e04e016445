"""What happens to messages (お知らせの出来事). ``subject`` is the message."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class NoticeSent(Event, name="notice.sent"):
    """A notice was put into the inbox, and queued for e-mail where there is an address."""

    template: str
    by_email: str


@dataclass(frozen=True, kw_only=True)
class EmailSent(Event, name="email.sent"):
    """The mail server accepted a notice (メールサーバーが受け取った)."""

    template: str


@dataclass(frozen=True, kw_only=True)
class EmailRefused(Event, name="email.refused"):
    """The mail server refused a notice for good (メールが届かなかった)."""

    template: str


@dataclass(frozen=True, kw_only=True)
class PhoneCodeAsked(Event, name="phone.code_asked"):
    """A telephone was asked to prove itself (電話番号の確認を求めた). ``subject`` is the ask."""


@dataclass(frozen=True, kw_only=True)
class NoticeRead(Event, name="notice.read"):
    """The resident opened a notice (お知らせが開かれた)."""

    template: str


@dataclass(frozen=True, kw_only=True)
class NoticesDisposed(Event, name="notice.disposed"):
    """The notices about a thing were deleted after its retention period (廃棄した)."""

    count: int = measure()


@dataclass(frozen=True, kw_only=True)
class MessageSent(Event, name="message.sent"):
    """A message to many was let go (配信を始めた). ``subject`` is the broadcast's key."""

    segmented: str
    lane: str
    drill: str
    targets: int = measure()


@dataclass(frozen=True, kw_only=True)
class MessageOpened(Event, name="message.opened"):
    """Somebody opened a message's page, or a link in it (開かれた); who is not known.

    Args:
        what: ``page`` or ``link``.
        way: the channel by which the message came; ``page`` for a link on its page.
    """

    what: str
    way: str


@dataclass(frozen=True, kw_only=True)
class BroadcastFinished(Event, name="message.finished"):
    """Every recipient of a message to many has an outcome (配信を終えた)."""

    lane: str
    drill: str
    accepted: int = measure()
    latency_s: int = measure(histogram=True)


@dataclass(frozen=True, kw_only=True)
class MessageConfirmed(Event, name="message.confirmed"):
    """A person said that they have read a message (本人が読んだと答えた)."""


@dataclass(frozen=True, kw_only=True)
class MessageDrafted(Event, name="message.drafted"):
    """Somebody began to write a message to many (下書きを作った)."""

    lane: str
    section: str


@dataclass(frozen=True, kw_only=True)
class MessageApprovalAsked(Event, name="message.approval_asked"):
    """The author asked somebody else to approve a message (承認を求めた)."""

    lane: str
    section: str


@dataclass(frozen=True, kw_only=True)
class MessageReturned(Event, name="message.returned"):
    """A message was given back to its author with a reason (差し戻した)."""

    lane: str
    section: str


@dataclass(frozen=True, kw_only=True)
class MessageApproved(Event, name="message.approved"):
    """Somebody other than the author approved a message (承認した)."""

    lane: str
    section: str
    scheduled: str
    waited_s: int = measure(histogram=True)


@dataclass(frozen=True, kw_only=True)
class MessageWordingSettled(Event, name="message.wording_settled"):
    """Of two wordings of a message, the one for the rest was chosen (文面を選んだ).

    Args:
        wording: ``first`` or ``second``.
        by: ``clerk``, or ``rule`` for what was set beforehand.
        clear: whether the difference could be told from chance.
    """

    wording: str
    by: str
    clear: str


@dataclass(frozen=True, kw_only=True)
class MenuLanguageChanged(Event, name="message.menu_language_changed"):
    """Somebody with LINE chose a language (LINEの言葉を選んだ). ``subject`` is the change."""

    language: str
