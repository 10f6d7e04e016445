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


@dataclass(frozen=True, kw_only=True)
class IdeaRoundHandled(Event, name="idea.round_handled"):
    """Something was done with an idea round (アイデア募集の操作). ``subject`` is the round.

    Args:
        act: "prepared", "asked", "published", "called_off", "answering", "result_asked",
            "result_returned" or "result_published".
    """

    act: str


@dataclass(frozen=True, kw_only=True)
class IdeaProposed(Event, name="idea.proposed"):
    """Somebody proposed an idea (アイデアが寄せられた). ``subject`` is the idea."""


@dataclass(frozen=True, kw_only=True)
class IdeaHandled(Event, name="idea.handled"):
    """Something was done with an idea (アイデアの操作). ``subject`` is the idea.

    Args:
        act: "worded", "restored", "withdrawn" or "emptied".
    """

    act: str


@dataclass(frozen=True, kw_only=True)
class IdeaChecked(Event, name="idea.checked"):
    """The town looked at an idea (町がアイデアを確認した). ``subject`` is the idea.

    Args:
        outcome: "listed", "merged" or "set_aside".
    """

    outcome: str


@dataclass(frozen=True, kw_only=True)
class IdeaSupported(Event, name="idea.supported"):
    """Somebody voted in a round (投票した). ``subject`` is the round.

    The vote is secret: neither who it was nor for which idea, age, district or way stand here.
    """


@dataclass(frozen=True, kw_only=True)
class VotingSlipGiven(Event, name="idea.slip_given"):
    """A voting slip was handed out at the counter (投票券を渡した). ``subject`` is the round."""


@dataclass(frozen=True, kw_only=True)
class IdeaRoundClosed(Event, name="idea.round_closed"):
    """The votes of a round were counted (集計した). ``subject`` is the round.

    Args:
        told: "yes" where enough voted for the numbers to be told.
    """

    told: str


@dataclass(frozen=True, kw_only=True)
class IdeaAnswered(Event, name="idea.answered"):
    """The town's answer to an idea became public (回答を公開した). ``subject`` is the idea."""

    answer: str
