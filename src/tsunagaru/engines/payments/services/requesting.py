"""Asking for money, and no longer asking (請求と取消し)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypedDict
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.payments.events import PaymentCancelled, PaymentMissed, PaymentRequested
from tsunagaru.engines.payments.models import Invoice, Line, Slip
from tsunagaru.engines.payments.queries.invoices import InvoiceView, view_of
from tsunagaru.engines.payments.queries.setup import setup
from tsunagaru.engines.payments.rules import chart, numbers
from tsunagaru.engines.payments.rules.states import PAYABLE, Act, State, move
from tsunagaru.engines.payments.services.booking import book, parts_of
from tsunagaru.ground import rows
from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.places.api import calendar
from tsunagaru.ground.ui.phrases import Trilingual
from tsunagaru.kernel.access import ANONYMOUS, Actor
from tsunagaru.kernel.calendar import FiscalYear
from tsunagaru.kernel.clock import day_of

BATCH = 200
GONE = (State.CANCELLED, State.EXPIRED)


class CannotRequestNothing(ValueError):
    """There is nothing to pay, or less (請求できる金額がありません)."""


class CannotRequestTwice(Exception):
    """The thing has an invoice over another amount: cancel or refund that first (請求済み)."""


@dataclass(frozen=True)
class Part:
    """One line of what is asked for (請求の内訳).

    Args:
        revenue: code of the revenue it belongs to, such as ``fees`` or ``halls``.
    """

    label: Trilingual
    revenue: str
    yen: int


@dataclass(frozen=True)
class Payer:
    """Who is asked (納付者).

    Args:
        resident: whose page shows the invoice; None when only the link opens it.
        name: as it stands on the receipt.
    """

    resident: UUID | None = None
    name: str = ""
    channel: str = ""
    age_band: str = ""
    district: str = ""


@dataclass(frozen=True)
class Terms:
    """When and how it is to be paid (支払いの条件).

    Args:
        due_on: last day; a closed day moves to the next open one. None: the town's usual days.
        lapses: whether the invoice expires unpaid, such as an application's.
        by: the clerk who fixed the amount.
        back_url: the page of the thing that is paid, to which the payer goes back.
    """

    due_on: date | None = None
    lapses: bool = False
    by: Actor = field(default=ANONYMOUS)
    back_url: str = ""


@transaction.atomic
def request_payment(  # noqa: PLR0913 - all of these describe the one new invoice
    *,
    kind: str,
    subject: UUID,
    title: Trilingual,
    parts: Sequence[Part],
    section: str,
    at: datetime,
    payer: Payer = Payer(),
    terms: Terms = Terms(),
) -> InvoiceView:
    """Ask for money, once per thing; asking the same again brings back the same (請求する).

    Raises:
        CannotRequestNothing: the parts add up to nothing, or one is negative.
        CannotRequestTwice: the thing has a live invoice over another amount.

    Publishes:
        PaymentRequested
    """
    total = sum(part.yen for part in parts)
    if total < 1 or any(part.yen < 0 for part in parts):
        raise CannotRequestNothing
    asked = rows.find(Invoice, lock=True, kind=kind, subject=subject)
    if found := next((one for one in asked if one.state not in GONE), None):
        if found.amount_yen != total:
            raise CannotRequestTwice(found.number)
        return view_of(found)
    row = _create((kind, subject, section), title, (payer, terms), total, at)
    _write_lines(row, parts)
    book("requested", str(row.pk), chart.requested(_kept(parts)), at=at, invoice=row)
    publish(PaymentRequested(at=at, subject=row.pk, yen=total, **facts_of(row)))
    return view_of(row)


def _kept(parts: Sequence[Part]) -> list[tuple[str, int]]:
    return [(part.revenue, part.yen) for part in parts if part.yen]


def _create(
    thing: tuple[str, UUID, str],
    title: Trilingual,
    who: tuple[Payer, Terms],
    yen: int,
    at: datetime,
) -> Invoice:
    (kind, subject, section), (payer, terms) = thing, who
    invoice = Invoice(
        number=next_number(at),
        kind=kind,
        subject=subject,
        title=_words(title),
        section=section,
        channel=payer.channel,
        resident_id=payer.resident,
        payer=payer.name,
        age_band=payer.age_band,
        district=payer.district,
        amount_yen=yen,
        due_on=due_date(terms.due_on, at),
        lapses=terms.lapses,
        requested_at=at,
        by=terms.by.staff,
        by_name=terms.by.name,
        back_url=terms.back_url,
    )
    return rows.add(invoice)


def _write_lines(row: Invoice, parts: Sequence[Part]) -> None:
    for order, part in enumerate(parts):
        if part.yen:
            label, yen = _words(part.label), part.yen
            line = Line(invoice=row, order=order, label=label, revenue=part.revenue, amount_yen=yen)
            rows.add(line)


def _words(text: Trilingual) -> dict[str, str]:
    return {"ja": text.ja, "easy": text.easy, "en": text.en}


def due_date(wanted: date | None, at: datetime) -> date:
    """Return the last day to pay: on a closed day, the next open one (納期限).

    Source:
        地方税法 第20条の5, 民法 第142条: a period that ends on a closed day ends on the next.
    """
    day = wanted or day_of(at) + timedelta(days=setup().due_days)
    office = calendar()
    return day if office.is_open(day) else office.next_open_day(day)


def next_number(at: datetime) -> str:
    """Return the next number of an invoice or receipt (採番)."""
    year = FiscalYear.of(day_of(at)).start.year
    return numbers.make_number(year, rows.add(Slip()).pk)


class Facts(TypedDict):
    """Codes that every event about an invoice carries (共通の属性)."""

    kind: str
    channel: str
    age_band: str
    district: str


def facts_of(row: Invoice) -> Facts:
    """Return the codes every event about an invoice carries (共通の属性)."""
    return {
        "kind": row.kind,
        "channel": row.channel,
        "age_band": row.age_band,
        "district": row.district,
    }


def lock(invoice: UUID) -> Invoice:
    """Return an invoice that nobody else changes now. Locked before everything below it."""
    return rows.get(Invoice, lock=True, pk=invoice)


@transaction.atomic
def cancel(invoice: UUID, *, at: datetime) -> None:
    """Ask no longer for an unpaid invoice (請求を取り消す).

    Raises:
        CannotMove: it is paid, or gone already.

    Publishes:
        PaymentCancelled
    """
    _close(lock(invoice), Act.CANCEL, at)


def _close(row: Invoice, act: Act, at: datetime) -> None:
    row.state = move(State(row.state), act)
    row.closed_at = at
    row.save(update_fields=["state", "closed_at"])
    book("cancelled", str(row.pk), chart.taken_back(parts_of(row)), at=at, invoice=row)
    publish(
        PaymentCancelled(
            at=at, subject=row.pk, cause=row.state, yen=row.amount_yen, **facts_of(row)
        )
    )


def pass_due_dates(*, at: datetime) -> int:
    """Mark what was not paid in time as overdue, or let it lapse (納期限の到来).

    Publishes:
        PaymentMissed or PaymentCancelled, one for each
    """
    done = 0
    late = Invoice.objects.filter(state=State.REQUESTED, due_on__lt=day_of(at))
    late = late.exclude(debits__open=True)  # the bank has been asked, and will say
    for key in list(late.order_by("due_on").values_list("pk", flat=True)):
        done += _pass_one(key, at)
    return done


@transaction.atomic
def _pass_one(invoice: UUID, at: datetime) -> int:
    row = lock(invoice)
    if row.state != State.REQUESTED or row.due_on >= day_of(at):
        return 0
    if row.lapses:
        _close(row, Act.EXPIRE, at)
        return 1
    row.state = move(State(row.state), Act.MISS)
    row.save(update_fields=["state"])
    publish(PaymentMissed(at=at, subject=row.pk, **facts_of(row)))
    return 1


def is_payable(row: Invoice) -> bool:
    """Tell whether money may be taken for an invoice now."""
    return row.state in PAYABLE
