"""Ways to settle a difference (差異の片づけ方), and what each of them books."""

from enum import StrEnum

from tsunagaru.engines.payments.rules import chart
from tsunagaru.engines.payments.rules.chart import Line, account
from tsunagaru.engines.payments.rules.methods import PROVIDERS, Method
from tsunagaru.engines.payments.rules.reconciling import Kind


class Way(StrEnum):
    """What is done about a difference (片づけ方)."""

    ASSIGN = "assign"
    RETURN = "return"
    RETURNED = "returned"
    WRITE_OFF = "write_off"
    EXPLAIN = "explain"


LABELS = {
    Way.ASSIGN: "請求にあてた",
    Way.RETURN: "返金した",
    Way.RETURNED: "記録した返金と結びつけた",
    Way.WRITE_OFF: "差額を照合差額に振り替えた",
    Way.EXPLAIN: "説明だけを残した",
}
ASSIGNED_AS = {**PROVIDERS, "tax_qr": Method.TAX_QR}
"""How an unknown payment of a provider's file counts once its invoice is known."""


def off_yen(kind: str, ours_yen: int | None, theirs_yen: int | None) -> int:
    """Return by how much the file says more than our books (差額); less than 0 where it is less.

    A line named twice is wholly too much: the first already met what we booked.
    """
    if kind in {Kind.LATE, Kind.DOUBLE}:
        return 0
    ours = 0 if kind == Kind.TWICE else (ours_yen or 0)
    return (theirs_yen or 0) - ours


def ways_of(kind: str, off: int) -> tuple[Way, ...]:
    """Return what may be done about a difference (できること), the usual first."""
    if not off:
        return (Way.EXPLAIN,)
    if kind == Kind.MISSING_HERE:
        unknown = (Way.ASSIGN, Way.RETURN) if off > 0 else (Way.RETURNED, Way.WRITE_OFF)
        return (*unknown, Way.EXPLAIN)
    return (Way.WRITE_OFF, Way.EXPLAIN)


def set_aside(provider: str, yen: int) -> list[Line]:
    """Book that an unknown payment is held until it goes back (仮受け)."""
    return [Line(account("clearing", provider), chart.SUSPENSE, yen)]


def went_back(provider: str, yen: int) -> list[Line]:
    """Book that what was held went back, as the provider's file says (仮受けの返金)."""
    return [Line(chart.SUSPENSE, account("clearing", provider), yen)]


def written_off(kind: str, provider: str, off: int) -> list[Line]:
    """Book an amount over or short to the account for differences (照合差額への振替).

    A fee was booked as the provider kept it: what differs from the contract moves over.
    """
    if kind == Kind.FEE:
        return [_moved(chart.DIFFERENCES, chart.PROVIDER_FEES, off)]
    return [_moved(account("clearing", provider), chart.DIFFERENCES, off)]


def _moved(debit: str, credit: str, yen: int) -> Line:
    return Line(debit, credit, yen) if yen > 0 else Line(credit, debit, -yen)


def back(lines: list[Line]) -> list[Line]:
    """Return the lines that undo others (反対仕訳)."""
    return [Line(line.credit, line.debit, line.amount_yen) for line in lines]
