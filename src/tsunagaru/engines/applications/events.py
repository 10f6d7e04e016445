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
    """A page was completed for the first time (ページの保存). ``subject`` is the form's version.

    Args:
        version: id of the version of the form.
        language: in which it was filled in.
    """

    procedure: str
    page: str
    version: str = ""
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class ApplicationPageTimed(Event, name="application.page_timed"):
    """How long a page took (ページの所要時間), unless it was left lying. ``subject`` as above.

    Args:
        seconds: from being led to the page to its completion, coarse.
    """

    procedure: str
    page: str
    version: str
    language: str
    seconds: int = measure(histogram=True)


@dataclass(frozen=True, kw_only=True)
class ApplicationPageOpened(Event, name="application.page_opened"):
    """A page was shown for the first time (ページの表示). ``subject`` is the form's version."""

    procedure: str
    page: str
    version: str
    language: str


@dataclass(frozen=True, kw_only=True)
class ApplicationPageRefused(Event, name="application.page_refused"):
    """A page was sent with something to mend (ページのやり直し). ``subject`` is the version."""

    procedure: str
    page: str
    version: str
    language: str


@dataclass(frozen=True, kw_only=True)
class ApplicationFieldRefused(Event, name="application.field_refused"):
    """A question held a person up (項目のつまずき). ``subject`` is the form's version.

    Args:
        question: code of the question, of a group as ``group.question``.
        problem: missing, unreadable, rule, revealed (asked for the first time) or file.
    """

    procedure: str
    page: str
    version: str
    language: str
    question: str
    problem: str


@dataclass(frozen=True, kw_only=True)
class ApplicationPageLeft(Event, name="application.page_left"):
    """A draft was given up at a page (離脱). ``subject`` is the form's version."""

    procedure: str
    page: str
    version: str
    language: str


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
        mailed: yes when the link went out by e-mail.
    """

    procedure: str
    part: str
    again: str
    mailed: str


@dataclass(frozen=True, kw_only=True)
class PartGiven(Event, name="application.part_given"):
    """A third party filled in its part (第三者の記入の受領)."""

    procedure: str
    part: str
    days: int = measure(histogram=True)


@dataclass(frozen=True, kw_only=True)
class PartDeclined(Event, name="application.part_declined"):
    """A third party does not fill in its part (第三者の辞退)."""

    procedure: str
    part: str


@dataclass(frozen=True, kw_only=True)
class PartExpired(Event, name="application.part_expired"):
    """The time of a third party is over (第三者の記入の期限切れ)."""

    procedure: str
    part: str


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


@dataclass(frozen=True, kw_only=True)
class ApplicationDisposed(Event, name="application.disposed"):
    """What an ended application said was deleted after its retention period (廃棄した)."""

    procedure: str


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
