"""What happens to cases (案件の出来事). ``subject`` is the case."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class OfCase:
    """What every event of a case tells of it (案件の属性): its kind, and its code within it."""

    kind: str
    code: str


@dataclass(frozen=True, kw_only=True)
class CaseOpened(OfCase, Event, name="case.opened"):
    """A case was opened (案件を受け付けた)."""


@dataclass(frozen=True, kw_only=True)
class CaseAssigned(OfCase, Event, name="case.assigned"):
    """A clerk took a case on (担当が決まった)."""


@dataclass(frozen=True, kw_only=True)
class CorrectionRequested(OfCase, Event, name="case.correction_requested"):
    """The applicant was asked to correct a field (補正を求めた)."""


@dataclass(frozen=True, kw_only=True)
class CaseCorrected(OfCase, Event, name="case.corrected"):
    """The applicant corrected the field (補正された)."""


@dataclass(frozen=True, kw_only=True)
class CaseDecided(OfCase, Event, name="case.decided"):
    """The town decided (処分・決定をした)."""

    outcome: str
    on_time: str
    days: int = measure(histogram=True)


@dataclass(frozen=True, kw_only=True)
class CaseExceptionMade(OfCase, Event, name="case.exception_made"):
    """A case was decided although something was lacking, for a reason (不足があるままの決定)."""

    lacking: int = measure()


@dataclass(frozen=True, kw_only=True)
class CasePaymentChanged(OfCase, Event, name="case.payment_changed"):
    """The fee of a case stands otherwise than before (手数料の状況が変わった).

    Args:
        payment: ``to_fix``, ``waiting``, ``paid``, ``expired``, ``cancelled``, ``to_refund``,
            ``refunded``, or empty.
    """

    payment: str


@dataclass(frozen=True, kw_only=True)
class CaseWithdrawn(OfCase, Event, name="case.withdrawn"):
    """The applicant withdrew (取り下げられた)."""


@dataclass(frozen=True, kw_only=True)
class CaseDisposed(OfCase, Event, name="case.disposed"):
    """What a finished case said was deleted after its retention period (廃棄した)."""
