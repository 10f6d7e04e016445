"""Events of one application, from its first page to its end (申請の出来事)."""

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
class OnPage:
    """Where in a form something happened, and to which version of it (ページの属性)."""

    procedure: str
    page: str
    version: str
    language: str


@dataclass(frozen=True, kw_only=True)
class ApplicationPageTimed(OnPage, Event, name="application.page_timed"):
    """How long a page took (ページの所要時間), unless it was left lying. ``subject`` as above.

    Args:
        seconds: from being led to the page to its completion, coarse.
    """

    seconds: int = measure(histogram=True)


@dataclass(frozen=True, kw_only=True)
class ApplicationPageOpened(OnPage, Event, name="application.page_opened"):
    """A page was shown for the first time (ページの表示). ``subject`` is the form's version."""


@dataclass(frozen=True, kw_only=True)
class ApplicationPageRefused(OnPage, Event, name="application.page_refused"):
    """A page was sent with something to mend (ページのやり直し). ``subject`` is the version."""


@dataclass(frozen=True, kw_only=True)
class ApplicationFieldRefused(OnPage, Event, name="application.field_refused"):
    """A question held a person up (項目のつまずき). ``subject`` is the form's version.

    Args:
        question: code of the question, of a group as ``group.question``.
        problem: missing, unreadable, rule, revealed (asked for the first time) or file.
    """

    question: str
    problem: str


@dataclass(frozen=True, kw_only=True)
class ApplicationPageLeft(OnPage, Event, name="application.page_left"):
    """A draft was given up at a page (離脱). ``subject`` is the form's version."""


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
class NoticeEnded(Event, name="notice.ended"):
    """The notice of a decision counts no longer (通知書の取消し・差替え).

    Args:
        cause: ``withdrawn``, or ``replaced`` when a corrected one follows.
    """

    procedure: str
    cause: str


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
class ApplicationDisposed(Event, name="application.disposed"):
    """What an ended application said was deleted after its retention period (廃棄した)."""

    procedure: str
