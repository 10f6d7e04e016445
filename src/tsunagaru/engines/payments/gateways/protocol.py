"""What every provider can do for the town (決済事業者との約束). We never see a card number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from tsunagaru.engines.payments.rules.reconciling import Movement

MOST_ID = 64


class CannotReach(Exception):
    """No answer, or none to rely on: whether it happened is unknown (結果不明)."""


class CannotCharge(Exception):
    """The provider refused for good (拒否されました)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code[:60]


class AlreadyThere(Exception):
    """The provider knows this number already (重複): ask what became of it."""


class CannotBelieve(Exception):
    """A notification that does not come from the provider, or not now (信用できない通知).

    Args:
        why: ``forged``, ``stale`` or ``unreadable``.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Standing(StrEnum):
    """What became of a payment or a refund at the provider (事業者側の状態)."""

    OPEN = "open"
    DONE = "done"
    FAILED = "failed"
    ABSENT = "absent"


@dataclass(frozen=True)
class Order:
    """What a payer is to pay (注文).

    Args:
        merchant_id: our own number, at most 64 signs; the same number never charges twice.
        return_url: where the provider sends the payer afterwards.
    """

    merchant_id: str
    amount_yen: int
    title: str
    return_url: str


@dataclass(frozen=True)
class Checkout:
    """Where the payer goes to pay (支払いページ)."""

    url: str
    reference: str


@dataclass(frozen=True)
class Answer:
    """What the provider says of a number (照会の結果)."""

    standing: Standing
    amount_yen: int = 0
    reference: str = ""


@dataclass(frozen=True)
class Notice:
    """A believed notification (通知): a hint to ask, never itself the truth."""

    number: str
    merchant_id: str


class Provider(Protocol):
    """One provider (決済事業者). Every call may raise ``CannotReach``."""

    @property
    def code(self) -> str:
        """Return the provider's code, as in the settings."""
        ...

    def begin(self, order: Order) -> Checkout:
        """Open a hosted page. Raises ``AlreadyThere`` or ``CannotCharge``."""
        ...

    def look_up(self, merchant_id: str) -> Answer:
        """Tell what became of a payment (照会)."""
        ...

    def close(self, merchant_id: str, reference: str) -> None:
        """Close a page that is not paid yet (取りやめ); paid ones stay. May raise CannotCharge."""
        ...

    def refund(self, refund_id: str, paid: Answer, amount_yen: int) -> Answer:
        """Give money back; the same number never twice (返金). Raises ``CannotCharge``."""
        ...

    def settlement(self, day: date) -> bytes:
        """Return the settlement file of a day (精算ファイル)."""
        ...

    def read_notice(self, headers: Mapping[str, str], body: bytes, *, at: datetime) -> Notice:
        """Believe a notification or raise ``CannotBelieve`` (通知の検証)."""
        ...


def read_file(raw: bytes) -> Sequence[Movement]:
    """Return the lines of a settlement file (精算ファイルの読み取り).

    CSV, UTF-8, one header line: ``day,kind,merchant_id,amount,fee``; kind is ``payment`` or
    ``refund``, amounts of refunds are written positive.

    Raises:
        CannotCharge: the file is no such table.
    """
    lines = raw.decode("utf-8-sig", errors="replace").splitlines()
    if not lines or lines[0].strip() != "day,kind,merchant_id,amount,fee":
        raise CannotCharge("settlement_header")
    try:
        return [_movement(line.split(",")) for line in lines[1:] if line.strip()]
    except (ValueError, IndexError):
        raise CannotCharge("settlement_line") from None


def _movement(cells: list[str]) -> Movement:
    day, kind, reference, amount, fee = cells
    date.fromisoformat(day)
    if kind not in {"payment", "refund"}:
        raise ValueError(kind)
    yen = int(amount) if kind == "payment" else -int(amount)
    return Movement(reference, yen, int(fee), day)
