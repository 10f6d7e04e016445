"""Writing into the books (記帳): every happening once, both sides at once."""

from collections.abc import Iterable
from datetime import datetime

from tsunagaru.engines.payments.models import Account, Entry, Invoice, Journal
from tsunagaru.engines.payments.rules import chart
from tsunagaru.engines.payments.rules.chart import Line
from tsunagaru.ground import rows
from tsunagaru.kernel.clock import day_of


def book(
    cause: str, key: str, lines: Iterable[Line], *, at: datetime, invoice: Invoice | None = None
) -> Journal:
    """Book one happening inside the caller's transaction (仕訳を書く).

    Args:
        key: names the happening; booking it twice breaks the transaction.

    Raises:
        CannotBook: an unknown account or a negative amount.
        IntegrityError: this was booked before.
    """
    kept = chart.check(lines)
    codes = {code for line in kept for code in (line.debit, line.credit)}
    _open_accounts(codes)
    journal = Journal(at=at, day=day_of(at), cause=cause, key=f"{cause}:{key}", invoice=invoice)
    rows.add(journal)
    for line in kept:
        entry = Entry(
            journal=journal,
            debit_id=line.debit,
            credit_id=line.credit,
            amount_yen=line.amount_yen,
        )
        rows.add(entry)
    return journal


def _open_accounts(codes: set[str]) -> None:
    known = {one.code for one in rows.find(Account, code__in=sorted(codes))}
    for code in sorted(codes - known):
        name, side = chart.describe(code)
        Account.objects.get_or_create(code=code, defaults={"name": name, "side": side.value})


def parts_of(invoice: Invoice) -> list[tuple[str, int]]:
    """Return an invoice's lines as (revenue, yen), in order."""
    return list(invoice.lines.order_by("order").values_list("revenue", "amount_yen"))
