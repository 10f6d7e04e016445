"""Rules of exports (書き出しの規則): which columns there are, and what stands in them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from tsunagaru.kernel.events import Channel

MOST_XLSX = 5_000
CHANNEL_NAMES: Mapping[str, str] = {
    Channel.ONLINE: "オンライン",
    Channel.COUNTER: "窓口",
    Channel.PHONE: "電話",
    Channel.POST: "郵送",
    Channel.LINE: "LINE",
    Channel.API: "API連携",
    Channel.PORTAL: "国のポータル",
}
ON_TIME = {True: "期限内", False: "期限後", None: ""}
Cell = str | int | float


@dataclass(frozen=True)
class Record:
    """One case as the standard columns say it (書き出す1件).

    Args:
        days: from receipt to the end, or to today where it is open.
        version: mark of the form's version, such as ``dog-registration@1a2b3c4d``.
    """

    number: str
    receipt: str
    procedure: str
    name: str
    section: str
    channel: str
    state: str
    received_on: date
    due_on: date
    closed_on: date | None
    days: int
    outcome: str
    on_time: bool | None
    assignee: str
    version: str


SOURCES: Mapping[str, Callable[[Record], Cell]] = {
    "number": lambda one: one.number,
    "receipt": lambda one: one.receipt,
    "procedure": lambda one: one.procedure,
    "name": lambda one: one.name,
    "section": lambda one: one.section,
    "channel": lambda one: CHANNEL_NAMES.get(one.channel, one.channel),
    "state": lambda one: one.state,
    "received_on": lambda one: one.received_on.isoformat(),
    "due_on": lambda one: one.due_on.isoformat(),
    "closed_on": lambda one: one.closed_on.isoformat() if one.closed_on else "",
    "days": lambda one: one.days,
    "outcome": lambda one: one.outcome,
    "on_time": lambda one: ON_TIME[one.on_time],
    "assignee": lambda one: one.assignee,
    "version": lambda one: one.version,
}
HEADERS: Mapping[str, str] = {
    "number": "案件番号",
    "receipt": "受付番号",
    "procedure": "手続コード",
    "name": "手続名",
    "section": "所管課",
    "channel": "受付経路",
    "state": "状態",
    "received_on": "受付日",
    "due_on": "処理期限",
    "closed_on": "完結日",
    "days": "経過日数（暦日）",
    "outcome": "結果",
    "on_time": "期限内か",
    "assignee": "担当者",
    "version": "様式の版",
}
STANDARD = tuple(HEADERS.items())
