"""What happens to cases (案件の出来事). ``subject`` is the case."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class CaseOpened(Event, name="case.opened"):
    """A case was opened (案件を受け付けた)."""

    kind: str
    code: str


@dataclass(frozen=True, kw_only=True)
class CaseAssigned(Event, name="case.assigned"):
    """A clerk took a case on (担当が決まった)."""

    kind: str
    code: str


@dataclass(frozen=True, kw_only=True)
class CorrectionRequested(Event, name="case.correction_requested"):
    """The applicant was asked to correct a field (補正を求めた)."""

    kind: str
    code: str


@dataclass(frozen=True, kw_only=True)
class CaseCorrected(Event, name="case.corrected"):
    """The applicant corrected the field (補正された)."""

    kind: str
    code: str


@dataclass(frozen=True, kw_only=True)
class CaseDecided(Event, name="case.decided"):
    """The town decided (処分・決定をした)."""

    kind: str
    code: str
    outcome: str
    on_time: str
    days: int = measure(histogram=True)


@dataclass(frozen=True, kw_only=True)
class CasePaymentChanged(Event, name="case.payment_changed"):
    """The fee of a case stands otherwise than before (手数料の状況が変わった).

    Args:
        payment: ``to_fix``, ``waiting``, ``paid``, ``expired``, ``cancelled``, ``to_refund``,
            ``refunded``, or empty.
    """

    kind: str
    code: str
    payment: str


@dataclass(frozen=True, kw_only=True)
class CaseWithdrawn(Event, name="case.withdrawn"):
    """The applicant withdrew (取り下げられた)."""

    kind: str
    code: str


@dataclass(frozen=True, kw_only=True)
class CaseDisposed(Event, name="case.disposed"):
    """What a finished case said was deleted after its retention period (廃棄した)."""

    kind: str
    code: str
