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
class NoticeRead(Event, name="notice.read"):
    """The resident opened a notice (お知らせが開かれた)."""

    template: str


@dataclass(frozen=True, kw_only=True)
class NoticesDisposed(Event, name="notice.disposed"):
    """The notices about a thing were deleted after its retention period (廃棄した)."""

    count: int = measure()
