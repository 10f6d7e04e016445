"""Events of several applications and people (まとめての申請・第三者の記入・連署の出来事)."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class BundleStarted(Event, name="bundle.started"):
    """Somebody began to fill in several applications together (まとめて申請の開始).

    Args:
        guide: the turn in life.
        procedures: how many applications.
    """

    guide: str
    procedures: int = measure()


@dataclass(frozen=True, kw_only=True)
class BundleSigned(Event, name="bundle.signed"):
    """The person checked everything on a screen and signed (確認と署名)."""

    guide: str


@dataclass(frozen=True, kw_only=True)
class BundleSubmitted(Event, name="bundle.submitted"):
    """Several applications were handed in together (まとめて申請の受付).

    Args:
        signed: yes when the person signed on the screen.
        asked: questions that were asked.
        spared: questions that the forms would have asked besides, one by one.
    """

    guide: str
    signed: str
    procedures: int = measure()
    asked: int = measure()
    spared: int = measure()


@dataclass(frozen=True, kw_only=True)
class BundleAbandoned(Event, name="bundle.abandoned"):
    """Several applications begun together were given up (まとめて申請の取りやめ)."""

    guide: str


@dataclass(frozen=True, kw_only=True)
class OfPart:
    """Whose part of which procedure an event tells of (第三者の記入の属性)."""

    procedure: str
    part: str


@dataclass(frozen=True, kw_only=True)
class PartAsked(OfPart, Event, name="application.part_asked"):
    """A third party was asked to fill in its part (第三者への記入の依頼).

    Args:
        part: code of the part.
        again: yes when an earlier code was replaced.
        mailed: yes when the link went out by e-mail.
    """

    again: str
    mailed: str


@dataclass(frozen=True, kw_only=True)
class PartGiven(OfPart, Event, name="application.part_given"):
    """A third party filled in its part (第三者の記入の受領)."""

    days: int = measure(histogram=True)


@dataclass(frozen=True, kw_only=True)
class PartDeclined(OfPart, Event, name="application.part_declined"):
    """A third party does not fill in its part (第三者の辞退)."""


@dataclass(frozen=True, kw_only=True)
class PartExpired(OfPart, Event, name="application.part_expired"):
    """The time of a third party is over (第三者の記入の期限切れ)."""


@dataclass(frozen=True, kw_only=True)
class PartReminded(OfPart, Event, name="application.part_reminded"):
    """A third party has not answered, and the end is near (第三者の記入の催促).

    Args:
        mailed: yes when the town wrote to the third party itself, with a link.
    """

    mailed: str


@dataclass(frozen=True, kw_only=True)
class PartRevoked(OfPart, Event, name="application.part_revoked"):
    """The code of a third party was called back (第三者への依頼の取消し)."""


@dataclass(frozen=True, kw_only=True)
class CosignaturesAsked(Event, name="application.cosignatures_asked"):
    """An application waits for others to sign it (連署の依頼). ``subject`` is the draft."""

    procedure: str
    persons: int = measure()


@dataclass(frozen=True, kw_only=True)
class CosignatureAnswered(Event, name="application.cosignature_answered"):
    """Somebody signed or refused, by code, account or at the counter (連署の回答)."""

    procedure: str
    answer: str
    means: str


@dataclass(frozen=True, kw_only=True)
class CosignaturesReminded(Event, name="application.cosignatures_reminded"):
    """The applicant was reminded of who has not signed (連署の催促). ``subject`` is the draft."""

    procedure: str


@dataclass(frozen=True, kw_only=True)
class CosignaturesEnded(Event, name="application.cosignatures_ended"):
    """Co-signatures fell away: the content changed, or they expired (連署の取消し)."""

    procedure: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class HandInStopped(Event, name="application.hand_in_stopped"):
    """All had signed, but it could not be handed in (連署後の未申請). ``subject`` is the draft.

    ``why`` is ``closed``, ``answers`` or ``identity``.
    """

    procedure: str
    why: str
