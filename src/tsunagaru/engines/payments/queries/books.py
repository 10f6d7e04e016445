"""Reads of the books (帳簿の参照): balances, and whether everything fits together."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet, Sum

from tsunagaru.engines.payments.models import (
    Account,
    Drawer,
    Entry,
    Invoice,
    Journal,
    Payment,
    Paypoint,
)
from tsunagaru.engines.payments.models import Refund as RefundRow
from tsunagaru.engines.payments.queries.setup import revenues
from tsunagaru.engines.payments.rules import chart
from tsunagaru.engines.payments.rules.methods import LABELS, PROVIDER_NAMES, TERMINAL, Method
from tsunagaru.engines.payments.rules.states import PAYABLE


@dataclass(frozen=True)
class Balance:
    """What stands on an account: debits less credits (残高)."""

    code: str
    name: str
    yen: int


def balance(code: str, *, journals: Q | None = None) -> int:
    """Return debits less credits of an account (残高)."""
    rows = Entry.objects.filter(Q(debit=code) | Q(credit=code))
    if journals is not None:
        rows = rows.filter(journals)
    sums = rows.aggregate(
        debit=Sum("amount_yen", filter=Q(debit=code)),
        credit=Sum("amount_yen", filter=Q(credit=code)),
    )
    return (sums["debit"] or 0) - (sums["credit"] or 0)


def account_names() -> dict[str, str]:
    """Return what staff call each account of the books, by code (科目名)."""
    names = {
        "revenue": revenues(),
        "cash": _paypoint_names(),
        "clearing": {**PROVIDER_NAMES, TERMINAL: LABELS[Method.POS_CARD]},
    }
    codes = Account.objects.order_by("code").values_list("code", flat=True)
    return {code: chart.describe(code, names)[0] for code in codes}


def _paypoint_names() -> dict[str, str]:
    return dict(Paypoint.objects.values_list("code", "name"))


def balances() -> list[Balance]:
    """Return the balance of every account (残高試算表). Their sum is nought."""
    return [Balance(code, name, balance(code)) for code, name in account_names().items()]


def complaints() -> list[str]:
    """Return what does not fit together, one sentence each; empty when all is well (検算)."""
    found = []
    total = sum(each.yen for each in balances())
    if total:
        found.append(f"残高の合計が0円ではありません（{total:,}円）。")
    wanted = Invoice.objects.filter(state__in=PAYABLE).aggregate(s=Sum("amount_yen"))["s"] or 0
    booked = balance(chart.RECEIVABLE)
    if booked != wanted:
        found.append(f"未収金が{booked:,}円、支払い待ちの請求が{wanted:,}円です。")
    owed, waiting = -balance(chart.REFUNDS_PAYABLE), _waiting_yen()
    if owed != waiting:
        found.append(f"返金待ちが{owed:,}円、返金の記録が{waiting:,}円です。")
    return found + _unbooked() + _cash_complaints()


def _waiting_yen() -> int:
    rows = RefundRow.objects.exclude(state="done")
    return rows.aggregate(s=Sum("amount_yen"))["s"] or 0


def _unbooked() -> list[str]:
    """Return payments and refunds without a journal."""
    booked = Journal.objects.filter(cause="received").count()
    paid = Payment.objects.count()
    given = Journal.objects.filter(cause="refunded").count()
    done = RefundRow.objects.filter(state="done").count()
    found = []
    if booked != paid:
        found.append(f"入金が{paid}件、入金の仕訳が{booked}件です。")
    if given != done:
        found.append(f"返金が{done}件、返金の仕訳が{given}件です。")
    wrong = Invoice.objects.filter(
        ~Q(state__in=("partly_refunded", "refunded")), refunded_yen__gt=0
    ).count()
    wrong += Invoice.objects.filter(~Q(refunded_yen=F("amount_yen")), state="refunded").count()
    return [*found, f"返金額と状態が合わない請求が{wrong}件あります。"] if wrong else found


def _cash_complaints() -> list[str]:
    """Return paypoints whose cash stands in the books while no drawer is open."""
    opened = set(Drawer.objects.filter(closed_at=None).values_list("paypoint", flat=True))
    return [
        f"{name}のレジは閉じていますが、帳簿に{yen:,}円あります。"
        for code, name in _paypoint_names().items()
        if code not in opened and (yen := balance(chart.account("cash", code)))
    ]


def journal_of(invoice: Invoice) -> Sequence[Journal]:
    """Return the bookings of an invoice, oldest first (仕訳)."""
    rows = Journal.objects.filter(invoice=invoice).order_by("id")
    return list(rows.prefetch_related("entries"))


def expected_cash(drawer: Drawer) -> int:
    """Return what must lie in an open drawer by the books (レジの帳簿残高)."""
    return balance(chart.account("cash", drawer.paypoint_id))


def gaps_to_see() -> QuerySet[Drawer]:
    """Return the closed drawers whose gap accounts have not seen yet (確認待ちの過不足)."""
    rows = Drawer.objects.exclude(closed_at=None).filter(seen_at=None)
    return rows.exclude(counted_yen=F("expected_yen"))
