"""Events of applications (申請の出来事). ``subject`` is the application, before that its draft."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class ProcedurePublished(Event, name="procedure.published"):
    """A new version of a procedure's definition is in force (手続定義の公開)."""

    procedure: str


@dataclass(frozen=True, kw_only=True)
class ApplicationStarted(Event, name="application.started"):
    """Somebody began to fill in (申請の開始). ``subject`` is the draft."""

    procedure: str
    field: str


@dataclass(frozen=True, kw_only=True)
class ApplicationPageSaved(Event, name="application.page_saved"):
    """A page was completed for the first time (ページの保存). ``subject`` is the draft."""

    procedure: str
    page: str


@dataclass(frozen=True, kw_only=True)
class ApplicationSubmitted(Event, name="application.submitted"):
    """The town received an application (申請の受付).

    Args:
        auth: how the applicant was identified: none, account, card, card_signature; or the channel.
        field: the policy field of the procedure, e.g. child, business, tax.
        online_available: yes when the procedure can be done online.
    """

    procedure: str
    auth: str
    field: str
    online_available: str


@dataclass(frozen=True, kw_only=True)
class ApplicationDeferred(Event, name="application.deferred"):
    """Handed in, its signature not yet checked (署名の確認待ち). ``subject`` is the draft."""

    procedure: str


@dataclass(frozen=True, kw_only=True)
class ApplicationReleased(Event, name="application.released"):
    """What waited for its signature cannot be received (署名の不採用). ``subject`` is the draft.

    Args:
        why: code of the reason, such as revoked or late.
    """

    procedure: str
    why: str


@dataclass(frozen=True, kw_only=True)
class ApplicationCorrected(Event, name="application.corrected"):
    """The applicant answered a request for correction (補正)."""

    procedure: str


@dataclass(frozen=True, kw_only=True)
class ApplicationEnded(Event, name="application.ended"):
    """The matter is over: decided, withdrawn or given up (申請の終了).

    Args:
        outcome: code of the decision, withdrawn, or abandoned.
        outcome_ok: yes when the service did what it is there for, a refusal included.
        days: whole days from the start of the matter to its end.
    """

    procedure: str
    outcome: str
    outcome_ok: str
    days: int = measure(histogram=True)


@dataclass(frozen=True, kw_only=True)
class ApplicationCompleted(Event, name="application.completed"):
    """The service did what it is there for (申請の完了)."""

    procedure: str
    field: str


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
class PartAsked(Event, name="application.part_asked"):
    """A third party was asked to fill in its part (第三者への記入の依頼).

    Args:
        part: code of the part.
        again: yes when an earlier code was replaced.
    """

    procedure: str
    part: str
    again: str


@dataclass(frozen=True, kw_only=True)
class PartGiven(Event, name="application.part_given"):
    """A third party filled in its part (第三者の記入の受領)."""

    procedure: str
    part: str
    days: int = measure(histogram=True)


@dataclass(frozen=True, kw_only=True)
class PartRevoked(Event, name="application.part_revoked"):
    """The code of a third party was called back (第三者への依頼の取消し)."""

    procedure: str
    part: str


@dataclass(frozen=True, kw_only=True)
class FeeFixed(Event, name="application.fee_fixed"):
    """A clerk fixed the fee of an application (手数料の決定).

    Args:
        by_rule: yes when it is the amount the rule says.
    """

    procedure: str
    by_rule: str
    yen: int = measure()


@dataclass(frozen=True, kw_only=True)
class FeeReturned(Event, name="application.fee_returned"):
    """A clerk decided what goes back of a fee (返金の決定)."""

    procedure: str
    yen: int = measure()
    kept_yen: int = measure()
