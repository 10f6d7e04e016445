"""The life of a case (案件の状態遷移): pure rules."""

import re
import unicodedata
from enum import StrEnum

from tsunagaru.kernel.transitions import CannotTransition, Transitions

_HYPHENS = re.compile(r"[\s\-‐‑‒–—―ーｰ−－]+")
_NUMBER = re.compile(r"(20[0-9]{2})(-?)([0-9]{1,6})")
SERIAL = 6


def read_number(text: str) -> str:
    """Return the case number in what a person typed, ``2026-000123``; empty when it is none.

    Any width and any hyphen will do, or none; then all six digits of the serial number are there.
    """
    folded = _HYPHENS.sub("-", unicodedata.normalize("NFKC", text).strip())
    found = _NUMBER.fullmatch(folded)
    if found is None or (not found[2] and len(found[3]) != SERIAL):
        return ""
    return f"{found[1]}-{found[3]:0>{SERIAL}}"


class State(StrEnum):
    """Where a case stands (処理状況)."""

    RECEIVED = "received"
    EXAMINING = "examining"
    CORRECTING = "correcting"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What can be done with a case (操作)."""

    ASSIGN = "assign"
    REQUEST_CORRECTION = "request_correction"
    CORRECT = "correct"
    CANCEL_CORRECTION = "cancel_correction"
    DECIDE = "decide"
    WITHDRAW = "withdraw"


LABELS = {
    State.RECEIVED: "受付済み",
    State.EXAMINING: "審査中",
    State.CORRECTING: "補正待ち",
    State.DECIDED: "決定済み",
    State.WITHDRAWN: "取下げ",
}


class Paying(StrEnum):
    """How the fee of a case stands (手数料の状況)."""

    NONE = ""
    TO_FIX = "to_fix"
    WAITING = "waiting"
    PAID = "paid"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    TO_REFUND = "to_refund"
    PARTLY = "partly"
    REFUNDED = "refunded"


PAYING_LABELS = {
    Paying.NONE: "",
    Paying.TO_FIX: "金額の確定待ち",
    Paying.WAITING: "支払い待ち",
    Paying.PAID: "入金済み",
    Paying.EXPIRED: "支払い期限切れ",
    Paying.CANCELLED: "請求取消し",
    Paying.TO_REFUND: "返金の確認待ち",
    Paying.PARTLY: "一部返金",
    Paying.REFUNDED: "返金済み",
}
OPEN = frozenset({State.RECEIVED, State.EXAMINING, State.CORRECTING})
MONEY_OPEN = frozenset({Paying.TO_FIX, Paying.WAITING, Paying.TO_REFUND})


class CannotMove(CannotTransition):
    """The case does not allow this in its state (この操作はできません)."""


LIFE = Transitions(
    {
        (State.RECEIVED, Act.ASSIGN): State.EXAMINING,
        (State.EXAMINING, Act.ASSIGN): State.EXAMINING,
        (State.CORRECTING, Act.ASSIGN): State.CORRECTING,
        (State.RECEIVED, Act.REQUEST_CORRECTION): State.CORRECTING,
        (State.EXAMINING, Act.REQUEST_CORRECTION): State.CORRECTING,
        (State.CORRECTING, Act.CORRECT): State.EXAMINING,
        (State.CORRECTING, Act.CANCEL_CORRECTION): State.EXAMINING,
        (State.RECEIVED, Act.DECIDE): State.DECIDED,
        (State.EXAMINING, Act.DECIDE): State.DECIDED,
        (State.RECEIVED, Act.WITHDRAW): State.WITHDRAWN,
        (State.EXAMINING, Act.WITHDRAW): State.WITHDRAWN,
        (State.CORRECTING, Act.WITHDRAW): State.WITHDRAWN,
    },
    refusal=CannotMove,
)
move, allowed = LIFE.move, LIFE.allowed


class CannotChangeDisposed(Exception):
    """What the case said is gone, and nothing may be written to it any more (廃棄した案件です)."""


class CannotDecideYet(Exception):
    """Something else must come first, such as the payment of the fee (まだ決定できません).

    Args:
        sentence: what, in Japanese, for the member of staff.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class CannotDecideLacking(CannotDecideYet):
    """Something is not here that should be (不足があります); a clerk may say why it may lack."""


class CannotDecideWithoutReason(Exception):
    """A refusal needs its reasons in writing (行政手続法8条)."""


def check_reason(outcome: str, reason: str) -> None:
    """Demand reasons for everything that is not granted in full (理由の提示).

    Raises:
        CannotDecideWithoutReason: the reason is empty.

    Source:
        行政手続法 第8条.
    """
    if outcome != "granted" and not reason.strip():
        raise CannotDecideWithoutReason
