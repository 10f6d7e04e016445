"""How amounts are written (金額の書き方): ``{{ row.amount_yen|yen }}円``."""

from django import template

register = template.Library()


@register.filter
def yen(amount: object) -> object:
    """Return an amount with its thousands marked; anything else as it is."""
    return f"{amount:,}" if isinstance(amount, int) else amount
