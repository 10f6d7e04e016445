"""How amounts are written (金額の書き方): ``{{ row.amount_yen|yen }}円``."""

from collections.abc import Mapping
from uuid import UUID

from django import template

from tsunagaru.engines.payments.models import Invoice
from tsunagaru.engines.payments.rules import cash, reconciling
from tsunagaru.engines.payments.rules.methods import (
    PROVIDER_NAMES,
    REFUND_LABELS,
    RefundState,
)
from tsunagaru.engines.payments.rules.states import LABELS, State

register = template.Library()


@register.filter
def yen(amount: object) -> object:
    """Return an amount with its thousands marked; anything else as it is."""
    return f"{amount:,}" if isinstance(amount, int) else amount


@register.filter
def written_yen(amount: int | None) -> str:
    """Return an amount in yen, or that there is none (金額、または「なし」)."""
    return "なし" if amount is None else f"{amount:,}円"


@register.filter
def beside_books(yen_over: int) -> str:
    """Return how a count stands beside the books, in words (過不足)."""
    return cash.beside_books(yen_over)


@register.filter
def provider_name(code: str) -> str:
    """Return how a provider is called (決済事業者の名前)."""
    return PROVIDER_NAMES.get(code, code)


@register.filter
def names_of_amounts(kind: str) -> tuple[str, str]:
    """Return what the two amounts of a difference are called (差異の金額の名前)."""
    return reconciling.names_of_amounts(kind)


@register.filter
def named(names: Mapping[str, str], code: str) -> str:
    """Return what staff call an account or a revenue (科目名)."""
    return names.get(code, code)


@register.filter
def standing(invoice: Invoice, back: Mapping[UUID, int]) -> str:
    """Return how an invoice stands; money that has not gone back yet is no refund (状態)."""
    if back.get(invoice.pk):
        return REFUND_LABELS[RefundState.QUEUED]
    return LABELS[State(invoice.state)]
