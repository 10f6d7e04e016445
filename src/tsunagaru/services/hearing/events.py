"""What happens to inquiries and ideas (広聴の出来事). ``subject`` is the inquiry, unless said."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class InquiryReceived(Event, name="inquiry.received"):
    """An opinion, question or request reached the town (町に寄せられた意見や質問を受け取った).

    One that was put aside, or withdrawn before it was answered, is taken back: it does not count.

    Args:
        reply: "yes" where the sender wants an answer.
        again: "yes" for a further question to an answer.
    """

    kind: str
    topic: str
    reply: str
    again: str


@dataclass(frozen=True, kw_only=True)
class InquiryAnswered(Event, name="inquiry.answered"):
    """The town answered (返事をした), or finished one that wanted no answer.

    Args:
        on_time: "yes" where it was done by the day the town promises.
        reply: "yes" where an answer was wanted.
        way: by which the answer went out; "none" for no answer.
        days: open days since it was received.
    """

    on_time: str
    reply: str
    way: str
    topic: str
    days: int = measure(histogram=True)


@dataclass(frozen=True, kw_only=True)
class InquiryAssigned(Event, name="inquiry.assigned"):
    """A section was asked to deal with it (担当の課へ振り分けた)."""

    section: str
    again: str


@dataclass(frozen=True, kw_only=True)
class InquiryHandled(Event, name="inquiry.handled"):
    """Something else was done with it (そのほかの操作をした).

    Args:
        act: "noted", "drafted", "asked", "returned", "approved", "set_aside", "restored",
            "consent", "public_drafted" or "emptied".
    """

    act: str


@dataclass(frozen=True, kw_only=True)
class InquiryMerged(Event, name="inquiry.merged"):
    """It was put together with another of the same content (同じ内容にまとめた)."""


@dataclass(frozen=True, kw_only=True)
class InquiryWithdrawn(Event, name="inquiry.withdrawn"):
    """Its sender took it back (取り下げた)."""


@dataclass(frozen=True, kw_only=True)
class AnswerPublished(Event, name="inquiry.published"):
    """A question and its answer became public (公開した). ``subject`` is the public answer."""

    topic: str


@dataclass(frozen=True, kw_only=True)
class AnswerUnpublished(Event, name="inquiry.unpublished"):
    """A public answer was taken down (公開をやめた). ``subject`` is the public answer.

    Args:
        by: "sender", "town" or "erasure".
    """

    by: str
