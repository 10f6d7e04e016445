"""The life of an opened shelter, and what people do there (避難所と避難者の状態)."""

from enum import StrEnum

from tsunagaru.kernel.events import Channel
from tsunagaru.kernel.transitions import CannotTransition, Transitions


class OpeningState(StrEnum):
    """How an opened shelter stands (開設の状態)."""

    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"


class OpeningAct(StrEnum):
    """What staff do with an opened shelter (開設の操作)."""

    FILL = "fill"
    FREE = "free"
    CLOSE = "close"


class CannotChange(CannotTransition):
    """The shelter does not stand so that this could be done (避難所の状態を変えられません)."""


OPENINGS = Transitions(
    {
        (OpeningState.OPEN, OpeningAct.FILL): OpeningState.FULL,
        (OpeningState.FULL, OpeningAct.FREE): OpeningState.OPEN,
        (OpeningState.OPEN, OpeningAct.CLOSE): OpeningState.CLOSED,
        (OpeningState.FULL, OpeningAct.CLOSE): OpeningState.CLOSED,
    },
    refusal=CannotChange,
)
OPENING_NAMES = {
    OpeningState.OPEN: "開設中",
    OpeningState.FULL: "受入停止",
    OpeningState.CLOSED: "閉鎖",
}


class Kind(StrEnum):
    """What an entry tells of a person (受付の種類)."""

    ARRIVE = "arrive"
    OUT = "out"
    BACK = "back"
    LEAVE = "leave"


class Presence(StrEnum):
    """Where a person is, as far as the entries tell (避難者の状態)."""

    PRESENT = "present"
    OUT = "out"
    LEFT = "left"


class How(StrEnum):
    """How an entry was made (受付の方法)."""

    QR = "qr"
    CODE = "code"
    HAND = "hand"
    LIST = "list"


KIND_NAMES = {Kind.ARRIVE: "到着", Kind.OUT: "外出", Kind.BACK: "戻り", Kind.LEAVE: "退所"}
PRESENCE_NAMES = {Presence.PRESENT: "滞在中", Presence.OUT: "外出中", Presence.LEFT: "退所"}
HOW_NAMES = {
    How.QR: "QRコード",
    How.CODE: "受付コードの入力",
    How.HAND: "手入力",
    How.LIST: "住民の検索",
}
TOLD_BY = {Channel.COUNTER: "窓口", Channel.PHONE: "電話", Channel.POST: "郵送"}
CHANNEL_NAMES = {Channel.ONLINE: "マイページ", **TOLD_BY}
