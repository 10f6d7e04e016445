"""The ways to a subscriber, and what was agreed to, in words (経路と同意の記録の言葉)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tsunagaru.engines.messages.models import Contact, Permission, Subscriber
from tsunagaru.engines.messages.queries.subscribers import contacts_of, masked
from tsunagaru.ground.ui.phrases import say

KINDS = {
    "": "すべて",
    "line": "LINE",
    "webpush": "ブラウザーの通知",
    "email": "メール",
    "sms": "ショートメール",
    "paper": "紙の手紙",
}
STATES = {
    "unconfirmed": "確認待ち",
    "active": "届きます",
    "blocked": "ブロックされています",
    "gone": "届きませんでした",
    "left": "やめました",
}
DONE = {
    "asked": "登録を申し込みました",
    "confirmed": "受け取ることに同意しました",
    "left": "受取りをやめました",
    "joined": "この登録につなぎました",
    "moved": "別の登録につなぎました",
    "topics": "話題を変えました",
    "blocked": "ブロックしました",
    "bounced": "届かなくなったため止めました",
}
BY = {
    "online": "この画面",
    "one_click": "メールのリンク",
    "email": "メールのリンク",
    "line": "LINE",
    "counter": "窓口",
    "phone": "電話",
    "provider": "配信の結果",
}


@dataclass(frozen=True)
class Way:
    """One way to a subscriber as a page shows it (経路)."""

    id: UUID
    kind: str
    name: str
    address: str
    state: str
    words: str
    rank: int


@dataclass(frozen=True)
class Said:
    """One line of what was agreed to (同意の記録の行)."""

    at: datetime
    what: str
    kind: str
    by: str


def own_ways(row: Subscriber | None, language: str) -> list[Way]:
    """Return the ways to a subscriber, those that work first (経路)."""
    return [_way(one, language) for one in contacts_of(row)]


def is_reached(row: Subscriber | None) -> bool:
    """Tell whether anything reaches a subscriber: an address that works, or paper (届くか)."""
    works = any(one.state == "active" for one in contacts_of(row))
    return works or bool(row and row.on_paper)


def _way(one: Contact, language: str) -> Way:
    return Way(
        id=one.pk,
        kind=one.kind,
        name=say(KINDS[one.kind], language),
        address=masked(one.kind, one.address or ""),
        state=one.state,
        words=say(STATES[one.state], language),
        rank=one.rank,
    )


def said_of(one: Permission, language: str) -> Said:
    """Return a line of what was agreed to in words."""
    return Said(
        at=one.at,
        what=say(DONE.get(one.what, one.what), language),
        kind=say(KINDS.get(one.kind, one.kind), language) if one.kind else "",
        by=say(BY.get(one.way, one.way), language),
    )
