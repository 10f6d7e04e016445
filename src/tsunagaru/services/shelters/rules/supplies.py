"""What a shelter has, uses and asks for (物資)."""

from enum import StrEnum

from tsunagaru.kernel.transitions import CannotTransition, Transitions


class MoveKind(StrEnum):
    """How a stock changes (入出庫の種類)."""

    IN = "in"
    OUT = "out"
    COUNT = "count"


MOVE_NAMES = {MoveKind.IN: "入庫", MoveKind.OUT: "出庫", MoveKind.COUNT: "数え直し"}
MOST = 1_000_000


class CannotTakeOut(Exception):
    """There is less than that: count again, and say why (在庫が足りません)."""


class CannotCount(Exception):
    """A count says why it differs (数え直しの理由がありません)."""


def after(stock: int, kind: MoveKind, quantity: int, reason: str) -> int:
    """Return a stock after something happened to it (入出庫の後の数).

    Args:
        quantity: what came or went; for a count what is there.
        reason: why it was counted again; without one nothing is corrected.

    Raises:
        CannotTakeOut, CannotCount
    """
    if kind is MoveKind.COUNT:
        if not reason.strip():
            raise CannotCount
        return quantity
    if kind is MoveKind.OUT and quantity > stock:
        raise CannotTakeOut
    return stock + quantity if kind is MoveKind.IN else stock - quantity


class RequestState(StrEnum):
    """How far a request has come (要請の状態)."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    SENT = "sent"
    RECEIVED = "received"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class RequestAct(StrEnum):
    """What is done with a request (要請の操作)."""

    ACCEPT = "accept"
    SEND = "send"
    DECLINE = "decline"
    RECEIVE = "receive"
    WITHDRAW = "withdraw"


class CannotMoveRequest(CannotTransition):
    """The request does not stand so (この操作はできません)."""


REQUESTS = Transitions(
    {
        (RequestState.ASKED, RequestAct.ACCEPT): RequestState.ACCEPTED,
        (RequestState.ASKED, RequestAct.DECLINE): RequestState.DECLINED,
        (RequestState.ASKED, RequestAct.WITHDRAW): RequestState.WITHDRAWN,
        (RequestState.ACCEPTED, RequestAct.SEND): RequestState.SENT,
        (RequestState.ACCEPTED, RequestAct.DECLINE): RequestState.DECLINED,
        (RequestState.SENT, RequestAct.RECEIVE): RequestState.RECEIVED,
    },
    refusal=CannotMoveRequest,
)
OF_HEADQUARTERS = frozenset({RequestAct.ACCEPT, RequestAct.SEND, RequestAct.DECLINE})
REQUEST_NAMES = {
    RequestState.ASKED: "要請した",
    RequestState.ACCEPTED: "本部が受けた",
    RequestState.SENT: "発送した",
    RequestState.RECEIVED: "受け取った",
    RequestState.DECLINED: "送れない",
    RequestState.WITHDRAWN: "取り下げた",
}
ACT_NAMES = {
    RequestAct.ACCEPT: "要請を受ける",
    RequestAct.SEND: "発送した",
    RequestAct.DECLINE: "送れない",
    RequestAct.RECEIVE: "受け取った",
    RequestAct.WITHDRAW: "取り下げる",
}
