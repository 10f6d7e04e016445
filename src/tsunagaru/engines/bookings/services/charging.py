"""Asking for what a booking costs, and bringing what is asked in line with it (使用料の請求)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from tsunagaru.engines.bookings.events import BookingCharged
from tsunagaru.engines.bookings.models import Booking, Charge
from tsunagaru.engines.bookings.queries.charges import KIND, Fee, fee_of
from tsunagaru.engines.bookings.queries.resources import Bookable, bookable
from tsunagaru.engines.bookings.rules import owing
from tsunagaru.engines.bookings.rules.owing import Cause
from tsunagaru.engines.bookings.rules.states import State
from tsunagaru.engines.bookings.rules.steps import Step
from tsunagaru.engines.bookings.services.placing import CannotBook, codes_of
from tsunagaru.engines.bookings.services.tracing import record
from tsunagaru.engines.payments import api as payments
from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.places.api import calendar
from tsunagaru.ground.ui.due import written_day
from tsunagaru.ground.ui.phrases import Trilingual
from tsunagaru.kernel.access import ANONYMOUS, Actor
from tsunagaru.kernel.clock import day_of

REVENUE = "bookings"
FEE: Final = Trilingual(ja="使用料", easy="使う お金", en="Fee")
MORE: Final = Trilingual(
    ja="使用料（追加分）", easy="使う お金（たりない 分）", en="Fee (remainder)"
)
KEPT: Final = Trilingual(ja="取消料", easy="やめた ときの お金", en="Cancellation fee")
REASON = "{cause}により、お支払いいただく額が{yen:,}円になったため。"


class NothingToAsk(CannotBook):
    """Nothing is owed that could be asked for, or put off (請求できるものがありません)."""


@dataclass(frozen=True)
class Why:
    """Why, when and by whom what is owed is fixed anew (請求のきっかけ)."""

    cause: Cause
    at: datetime
    by: Actor = ANONYMOUS


def settle(row: Booking, one: Bookable, why: Why) -> None:
    """Let what was paid and what is asked for come to what is owed, in the caller's transaction.

    An unpaid invoice over another amount is cancelled; what is missing is asked for anew, what is
    too much goes back (請求と返金を、支払うべき額に合わせる). The same once more changes nothing;
    nor does a step that leaves what is owed as it was, so that an invoice that a clerk took back
    by hand does not come again by itself.

    Args:
        row: a booking that the caller has locked, as it is now.

    Publishes:
        BookingCharged (and payments' own events), where something changed
    """
    total = owing.owed(State(row.state), row.fee_yen, row.kept_yen, row.reduction_state)
    fee = held_fee(row)
    if total is None or (fee.last is None and (total == 0 or not one.definition.pay.asked)):
        return
    same = fee.last is not None and fee.last.total_yen == total
    moved = why.cause is Cause.CHANGED and _is_due_otherwise(row, one, fee, why)
    if not same or moved or why.cause is Cause.AGAIN:
        _bring_to(row, one, fee, total, why)


def held_fee(row: Booking) -> Fee:
    """Return how the fee stands, with nobody else changing it until we are done."""
    charges = list(row.charges.values_list("pk", flat=True))
    if charges:
        payments.hold(KIND, charges)
    return fee_of(row)


def _bring_to(row: Booking, one: Bookable, fee: Fee, total: int, why: Why) -> None:
    missing, pending = total - fee.held_yen, fee.pending
    keeps = pending is not None and pending.amount_yen == missing
    keeps = keeps and why.cause is not Cause.CHANGED  # which may bring another last day to pay
    if pending is not None and not keeps:
        payments.stop_asking(KIND, [pending.subject], at=why.at)
    ask = 0 if keeps else max(0, missing)
    due_on = _due(row, one, fee, why) if ask else None
    charge = _write(row, fee, (total, ask, due_on), why)
    if due_on is not None:
        _ask(row, one, charge, (due_on, fee), why)
    if missing < 0:
        reason = REASON.format(cause=owing.CAUSES[why.cause], yen=total)
        payments.give_back(fee.paid, -missing, reason=reason, by=why.by, at=why.at)
    publish(
        BookingCharged(
            at=why.at,
            subject=row.pk,
            cause=why.cause.value,
            fee_yen=total,
            asked_yen=charge.amount_yen,
            returned_yen=max(0, -missing),
            **codes_of(row, one),
        )
    )


def _write(row: Booking, fee: Fee, what: tuple[int, int, date | None], why: Why) -> Charge:
    total_yen, asked_yen, due_on = what
    return Charge.objects.create(
        booking=row,
        number=fee.last.number + 1 if fee.last else 1,
        amount_yen=asked_yen,
        total_yen=total_yen,
        due_on=due_on,
        cause=why.cause,
        at=why.at,
        by=why.by.staff,
        by_name=why.by.name,
    )


def _due(row: Booking, one: Bookable, fee: Fee, why: Why) -> date:
    """Return the last day to pay; to change the time wins no time to pay."""
    since, today = why.at, day_of(why.at)
    if fee.pending is not None and why.cause is Cause.CHANGED:
        since = fee.pending.requested_at if fee.held_yen else fee.billed[0].charge.at
    rule, use_on = one.definition.pay.rule, day_of(row.starts_at)
    wanted = owing.due_day(
        rule,
        State(row.state),
        asked_on=day_of(since),
        use_on=use_on,
        usual_on=payments.due_date(None, since),
    )
    wanted = max(wanted, today)
    if row.state == State.CONFIRMED and rule.after_use_days is None and wanted <= use_on:
        return owing.open_before(wanted, use_on, today, calendar())
    return payments.due_date(wanted, why.at)


def _is_due_otherwise(row: Booking, one: Bookable, fee: Fee, why: Why) -> bool:
    """Tell whether the new time of a booking brings another last day to pay."""
    asked = fee.pending_charge
    return asked is not None and _due(row, one, fee, why) != asked.due_on


def _with_grace(due_on: date, fee: Fee, why: Why) -> date:
    """Return the last day, not before the one a clerk gave by hand (延長した期限)."""
    asked, pending = fee.pending_charge, fee.pending
    if why.cause is not Cause.CHANGED or asked is None or pending is None:
        return due_on
    postponed = asked.due_on is not None and pending.due_on > asked.due_on
    return max(due_on, pending.due_on) if postponed else due_on


def _ask(row: Booking, one: Bookable, charge: Charge, how: tuple[date, Fee], why: Why) -> None:
    (due_on, fee), name = how, one.definition.name.text
    label = KEPT if row.state == State.CANCELLED else MORE if fee.held_yen else FEE
    payments.request_payment(
        kind=KIND,
        subject=charge.pk,
        title=Trilingual(
            ja=f"{name.ja}（予約番号 {row.number}）",
            easy=f"{name.in_language('ja-easy')}（番号 {row.number}）",
            en=f"{name.in_language('en')} ({row.number})",
        ),
        parts=[payments.Part(label, REVENUE, charge.amount_yen)],
        section=one.section,
        at=why.at,
        payer=payments.Payer(
            resident=row.resident_id,
            name=row.name,
            channel=row.channel,
            age_band=row.age_band,
            district=row.district,
        ),
        terms=payments.Terms(
            due_on=_with_grace(due_on, fee, why),
            by=why.by,
            back_url=reverse("bookings:own", args=[row.pk]),
        ),
    )


def take(id_: UUID) -> tuple[Booking, Bookable]:
    """Lock a booking as it is."""
    rows = Booking.objects.select_for_update(no_key=True, of=("self",)).select_related("resource")
    row = rows.get(pk=id_)
    return row, bookable(row.resource)


@transaction.atomic
def ask_again(id_: UUID, *, by: Actor, at: datetime) -> None:
    """Ask for what is owed and nobody is asked for any more (請求し直す).

    Raises:
        NothingToAsk: nothing is owed, or it is asked for already.

    Publishes:
        BookingCharged (and payments' own events)
    """
    row, one = take(id_)
    if not held_fee(row).may_ask_again:
        raise NothingToAsk
    settle(row, one, Why(Cause.AGAIN, at, by))


@transaction.atomic
def postpone(id_: UUID, due_on: date, *, at: datetime, by: Actor = ANONYMOUS) -> None:
    """Give until a later day to pay, also after the due date has passed (支払い期限を延ばす).

    Raises:
        NothingToAsk: nothing is to be paid.

    Publishes:
        payments' own PaymentPostponed
    """
    row, _ = take(id_)
    pending = held_fee(row).pending
    if pending is None:
        raise NothingToAsk
    until = payments.postpone(pending.id, due_on=due_on, at=at)
    record(row, Step.POSTPONED, at=at, by=by, text=f"{written_day(until)}まで")
