"""The life of an inquiry (広聴の状態), and by which way it is answered."""

from dataclasses import dataclass
from enum import StrEnum

from tsunagaru.kernel.transitions import CannotTransition, Transitions


class Kind(StrEnum):
    """What somebody wants to say (種類)."""

    OPINION = "opinion"
    QUESTION = "question"
    REQUEST = "request"


KIND_NAMES = {Kind.OPINION: "意見", Kind.QUESTION: "質問", Kind.REQUEST: "要望"}


class Source(StrEnum):
    """How it reached the town (受付経路)."""

    ONLINE = "online"
    LINE = "line"
    EMAIL = "email"
    SMS = "sms"
    POST = "post"
    PHONE = "phone"
    COUNTER = "counter"


SOURCE_NAMES = {
    Source.ONLINE: "フォーム",
    Source.LINE: "LINE",
    Source.EMAIL: "メール",
    Source.SMS: "SMS",
    Source.POST: "手紙",
    Source.PHONE: "電話",
    Source.COUNTER: "窓口",
}
BY_CLERK = (Source.POST, Source.PHONE, Source.COUNTER)
"""What a clerk writes down for somebody (職員が代わりに入力する経路)."""


class State(StrEnum):
    """How far an inquiry has come (状態)."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    ASKED = "asked"
    SENDING = "sending"
    ANSWERED = "answered"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    SET_ASIDE = "set_aside"


STATE_NAMES = {
    State.RECEIVED: "振り分け待ち",
    State.ASSIGNED: "担当課で対応中",
    State.ASKED: "回答の承認待ち",
    State.SENDING: "回答の発送・電話待ち",
    State.ANSWERED: "回答済み",
    State.DONE: "対応済み（返事なし）",
    State.WITHDRAWN: "取り下げ",
    State.MERGED: "同じ内容にまとめた",
    State.SET_ASIDE: "取り扱わない",
}
SENDER_NAMES = {
    State.RECEIVED: "受け付けました",
    State.ASSIGNED: "担当の課で対応しています",
    State.ASKED: "担当の課で対応しています",
    State.SENDING: "返事の準備をしています",
    State.ANSWERED: "お返事しました",
    State.DONE: "読んで、町の仕事に生かします",
    State.WITHDRAWN: "取り下げられました",
    State.MERGED: "担当の課で対応しています",
    State.SET_ASIDE: "お返事しないことにしました",
}


class Act(StrEnum):
    """What can be done with an inquiry (操作)."""

    ASSIGN = "assign"
    ASK = "ask"
    RETURN = "return"
    APPROVE = "approve"
    GIVE = "give"
    FINISH = "finish"
    WITHDRAW = "withdraw"
    MERGE = "merge"
    SET_ASIDE = "set_aside"
    RESTORE = "restore"
    REOPEN = "reopen"


class CannotMove(CannotTransition):
    """The inquiry does not stand where this can be done (この操作はできません)."""


LIFE = Transitions(
    {
        (State.RECEIVED, Act.ASSIGN): State.ASSIGNED,
        (State.RECEIVED, Act.WITHDRAW): State.WITHDRAWN,
        (State.RECEIVED, Act.MERGE): State.MERGED,
        (State.RECEIVED, Act.SET_ASIDE): State.SET_ASIDE,
        (State.ASSIGNED, Act.ASSIGN): State.ASSIGNED,
        (State.ASSIGNED, Act.ASK): State.ASKED,
        (State.ASSIGNED, Act.FINISH): State.DONE,
        (State.ASSIGNED, Act.WITHDRAW): State.WITHDRAWN,
        (State.ASSIGNED, Act.MERGE): State.MERGED,
        (State.ASSIGNED, Act.SET_ASIDE): State.SET_ASIDE,
        (State.ASKED, Act.RETURN): State.ASSIGNED,
        (State.ASKED, Act.APPROVE): State.SENDING,
        (State.ASKED, Act.WITHDRAW): State.WITHDRAWN,
        (State.SENDING, Act.GIVE): State.ANSWERED,
        (State.ANSWERED, Act.REOPEN): State.ASSIGNED,
        (State.DONE, Act.REOPEN): State.ASSIGNED,
        (State.MERGED, Act.APPROVE): State.SENDING,
        (State.MERGED, Act.FINISH): State.DONE,
        (State.MERGED, Act.WITHDRAW): State.WITHDRAWN,
        (State.MERGED, Act.RESTORE): State.RECEIVED,
        (State.SET_ASIDE, Act.RESTORE): State.RECEIVED,
    },
    refusal=CannotMove,
)
"""An approved answer is on its way until it was handed over, posted or told by telephone."""

OPEN = frozenset({State.RECEIVED, State.ASSIGNED, State.ASKED, State.SENDING, State.MERGED})
WORKED_ON = frozenset({State.ASSIGNED, State.ASKED, State.SENDING})
JOINABLE = frozenset({State.RECEIVED, State.ASSIGNED})
ENDED = frozenset({State.ANSWERED, State.DONE, State.WITHDRAWN, State.SET_ASIDE})


class ReplyState(StrEnum):
    """How far an answer has come (回答の状態)."""

    DRAFT = "draft"
    ASKED = "asked"
    APPROVED = "approved"
    GIVEN = "given"


REPLY_STATE_NAMES = {
    ReplyState.DRAFT: "下書き",
    ReplyState.ASKED: "承認待ち",
    ReplyState.APPROVED: "承認済み",
    ReplyState.GIVEN: "返事をした",
}


class Way(StrEnum):
    """By which way an answer goes out (返事の方法)."""

    INBOX = "inbox"
    MESSAGE = "message"
    EMAIL = "email"
    LETTER = "letter"
    PHONE = "phone"
    PAGE = "page"


WAY_NAMES = {
    Way.INBOX: "マイページの受信箱（登録があればメールも）",
    Way.MESSAGE: "LINEなど、届いたのと同じ方法",
    Way.EMAIL: "メール",
    Way.LETTER: "手紙",
    Way.PHONE: "電話",
    Way.PAGE: "受付番号のページ（連絡先なし）",
}
BY_HAND = frozenset({Way.LETTER, Way.PHONE})
"""Somebody posts it, or telephones; the answer counts when that is noted."""


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How a sender can be reached (連絡先の有無)."""

    source: Source
    resident: bool = False
    subscriber: bool = False
    email: bool = False
    address: bool = False
    phone: bool = False


def way_to(reach: Reach) -> Way:
    """Return by which way somebody is answered: as they came, then what else they left."""
    if reach.source is Source.POST and reach.address:
        return Way.LETTER
    if reach.source is Source.PHONE and reach.phone:
        return Way.PHONE
    left = (
        (reach.subscriber, Way.MESSAGE),
        (reach.resident, Way.INBOX),
        (reach.email, Way.EMAIL),
        (reach.address, Way.LETTER),
        (reach.phone, Way.PHONE),
    )
    return next((way for there, way in left if there), Way.PAGE)
