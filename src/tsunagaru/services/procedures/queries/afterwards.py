"""What comes after handing in, with sample answers (申請したあとの見本): payment and visit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.payments import api as payments
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.kernel.clock import day_of

HERE = "#"
TO_FIX, OPEN = "to_fix", "open"


@dataclass(frozen=True)
class SampleInvoice:
    """A request for the fee as its page shows one (請求の見本)."""

    amount_yen: int
    due_on: date
    link: str = HERE


@dataclass(frozen=True)
class SampleFee:
    """How the fee stands right after handing in (手数料の見本); ``applications/fee.html`` reads it.

    Args:
        pending: what is asked for at once; None where nothing is.
        standing: ``to_fix`` while a clerk looks at the amount.
        known_yen: what it costs by the rule, where that can be said.
        asks_later: whether it is asked for after the decision.
    """

    pending: SampleInvoice | None = None
    standing: str = ""
    over: str = OPEN
    paid: tuple[SampleInvoice, ...] = ()
    known_yen: int | None = None
    asks_later: bool = False


@dataclass(frozen=True)
class SampleVisit:
    """A visit to book (来庁の予約の見本); ``applications/visit_note.html`` reads it."""

    can_book: bool = True
    booked: None = None
    address: str = HERE


def sample_fee(
    form: applications.Form, answers: Mapping[str, Any], at: datetime
) -> SampleFee | None:
    """Return how the fee stands right after these answers were handed in, or None without one."""
    payment = form.definition.payment
    if payment is None or payment.when == "counter":
        return None
    today = day_of(at)
    yen = applications.fee_yen(form, answers, today)
    if payment.when == "after_review" or yen is None:
        return SampleFee(standing=TO_FIX, known_yen=yen, asks_later=True)
    due_on = payments.due_date(today + timedelta(days=payment.due_days), at)
    return SampleFee(SampleInvoice(yen, due_on)) if yen else None


def sample_visit(
    form: applications.Form, answers: Mapping[str, Any], today: date
) -> SampleVisit | None:
    """Return the visit that is offered after these answers were handed in, or None."""
    visit = form.definition.visit
    if visit is None or not questionnaires.fits(form.questionnaire, visit.when, answers, today):
        return None
    return SampleVisit()
