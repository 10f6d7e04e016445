"""Asking for an application's fee (手数料の請求), and bringing what is asked in line with it."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from django.urls import reverse

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Application, Charge
from tsunagaru.engines.applications.queries.charges import KIND, Fee, fee_of
from tsunagaru.engines.applications.queries.papers import applicant_of
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.rules import paying
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.payments import api as payments
from tsunagaru.ground import rows
from tsunagaru.ground.ui.phrases import Trilingual
from tsunagaru.kernel.access import ANONYMOUS, Actor
from tsunagaru.kernel.clock import day_of

FEE: Final = Trilingual(ja="手数料", easy="お金", en="Fee")
MORE: Final = Trilingual(ja="手数料（追加分）", easy="お金（たりない 分）", en="Fee (remainder)")
CHANGED = "手数料の額が変わったため。"


@dataclass(frozen=True)
class Fixing:
    """Why and by whom the fee is fixed (手数料の決定).

    Args:
        cause: submit, review, granted, correction, extension or counter.
        due_on: last day to pay; None for the days of the procedure.
    """

    cause: str
    reason: str = ""
    by: Actor = field(default=ANONYMOUS)
    due_on: date | None = None


def charge_on_submit(row: Application, at: datetime) -> None:
    """Ask for the fee of an application handed in a moment ago, where that is the way (請求)."""
    payment = form_of(row.version_id).definition.payment
    if payment is None or payment.when is not paying.When.ON_SUBMIT or row.fee_yen is None:
        return
    bring_to(row, row.fee_yen, Fixing("submit"), at)


def bring_to(row: Application, total_yen: int, fixing: Fixing, at: datetime) -> None:
    """Let what was paid and what is asked for come to a fee, in the caller's transaction.

    An unpaid invoice over another amount is cancelled; what is missing is asked for anew, what is
    too much goes back. Asking twice for the same changes nothing.

    Args:
        row: an application that the caller has locked.
    """
    fee = fee_of(row)
    open_yen = paying.pending(fee.asked)
    missing = total_yen - fee.held_yen
    same = fee.last is not None and fee.plan.fixed and fee.last.total_yen == total_yen
    if same and open_yen == max(0, missing) and missing >= 0:
        return
    if open_yen and open_yen != max(0, missing):
        fee = cancel_open(row, at)
        missing, open_yen = total_yen - fee.held_yen, 0
    charge = _write(row, fee, (total_yen, max(0, missing - open_yen)), fixing, at)
    if charge.amount_yen:
        invoice = _ask(row, charge, fixing, more=bool(fee.held_yen), at=at)
        record_standing(row, fee.asked_anew(row, charge, invoice), at=at, by=fixing.by, anew=True)
        return
    if missing < 0:
        reason = fixing.reason or CHANGED
        payments.give_back(fee.paid, -missing, reason=reason, by=fixing.by, at=at)
    if fee.last is not None and total_yen and total_yen < fee.last.total_yen:
        _tell_lowered(row, total_yen, max(0, -missing), at, fixing.by)
        return
    follow(row, at=at, by=fixing.by)


def _tell_lowered(row: Application, total_yen: int, back_yen: int, at: datetime, by: Actor) -> None:
    """Write down that less is to be paid, and what goes back of what was paid (減額)."""
    text = f"{total_yen:,}円" + (f"（{back_yen:,}円を返金します）" if back_yen else "")
    paid = cases.Paying(fee_of(row).standing.value)
    cases.note_payment(row.case, paid, at=at, text=text, by=by, entry="lowered")


def _write(
    row: Application, fee: Fee, yen: tuple[int, int], fixing: Fixing, at: datetime
) -> Charge:
    total_yen, asked_yen = yen
    charge = Charge(
        application=row,
        number=fee.last.number + 1 if fee.last else 1,
        amount_yen=asked_yen,
        total_yen=total_yen,
        rule_yen=row.fee_yen,
        cause=fixing.cause,
        reason=fixing.reason,
        at=at,
        by=fixing.by.staff,
        by_name=fixing.by.name,
    )
    return rows.add(charge)


def _ask(
    row: Application, charge: Charge, fixing: Fixing, *, more: bool, at: datetime
) -> payments.InvoiceView:
    form = form_of(row.version_id)
    payment, name = form.definition.payment, form.definition.name.text
    days = payment.due_days if payment else None
    number = rules.format_number(row.number)
    title = Trilingual(
        ja=f"{name.ja}（受付番号 {number}）",
        easy=f"{name.in_language('ja-easy')}（番号 {number}）",
        en=f"{name.in_language('en')} ({number})",
    )
    part = payments.Part(
        MORE if more else FEE, payment.revenue if payment else "fees", charge.amount_yen
    )
    return payments.request_payment(
        kind=KIND,
        subject=charge.pk,
        title=title,
        parts=[part],
        section=form.definition.section,
        at=at,
        payer=_payer(row),
        terms=payments.Terms(
            due_on=fixing.due_on or (day_of(at) + timedelta(days=days) if days else None),
            lapses=True,
            by=fixing.by,
            back_url=reverse("applications:status", args=[row.pk]),
        ),
    )


def _payer(row: Application) -> payments.Payer:
    return payments.Payer(
        resident=row.resident_id,
        name=applicant_of(form_of(row.version_id), row.answers),
        channel=row.channel,
        age_band=row.age_band,
        district=row.district,
    )


def cancel_open(row: Application, at: datetime) -> Fee:
    """Ask no longer for what is not paid (未納の請求を取り消す); what was just paid stays.

    Returns:
        How the fee stands then.
    """
    payments.stop_asking(KIND, [one.pk for one in row.charges.all()], at=at)
    return fee_of(row)


def follow(row: Application, *, at: datetime, by: Actor | None = None, anew: bool = False) -> None:
    """Write down on the case how the fee stands now (手数料の状況を案件に記す).

    Args:
        row: an application that the caller has locked.
        anew: whether the timeline says so although the state is the same.
    """
    record_standing(row, fee_of(row), at=at, by=by, anew=anew)


def record_standing(
    row: Application, fee: Fee, *, at: datetime, by: Actor | None = None, anew: bool = False
) -> None:
    """Write down on the case how a fee stands that was just read, as ``follow`` does."""
    paid = cases.Paying(fee.standing.value)
    entry = paid.value if anew else ""
    cases.note_payment(row.case, paid, at=at, text=words_of(fee), by=by, entry=entry)


def words_of(fee: Fee) -> str:
    """Return amount and due date as the timeline says them; nothing personal."""
    if fee.pending is not None:
        due = fee.pending.due_on
        return f"{fee.pending.amount_yen:,}円（{due.month}月{due.day}日まで）"
    if fee.standing is paying.Standing.PAID:
        return f"{fee.held_yen:,}円"
    return ""
