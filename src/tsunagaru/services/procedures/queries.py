"""Reads of procedures (手続きの参照)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.applications.api import ProcedureDefinition
from tsunagaru.ground.people import api as people
from tsunagaru.kernel.calendar import FiscalYear
from tsunagaru.kernel.clock import JST, day_of
from tsunagaru.kernel.money import format_yen
from tsunagaru.services.procedures.rules import Entry, rank

CHANNELS = {
    "online": "オンライン",
    "counter": "窓口",
    "phone": "電話",
    "post": "郵送",
    "line": "LINE",
}


@dataclass(frozen=True)
class RegisterRow:
    """One procedure in the register (手続台帳の行)."""

    definition: ProcedureDefinition
    section: str
    channels: str
    online: int
    total: int

    @property
    def fee(self) -> str:
        """Return the fee as people read it, or empty where it depends (手数料)."""
        yen = self.definition.fee.yen
        return "" if yen is None else format_yen(yen)

    @property
    def online_share(self) -> str:
        """Return the share that came online, in per cent, or a dash without any."""
        return f"{100 * self.online / self.total:.1f}%" if self.total else "―"


def find(query: str) -> Sequence[ProcedureDefinition]:
    """Return the procedures that answer a query, best first (手続きの検索)."""
    known = {one.code: one for one in applications.procedures()}
    codes = rank((_entry(one) for one in known.values()), query)
    return [known[code] for code in codes]


def _entry(one: ProcedureDefinition) -> Entry:
    events = {event.code: event.name for event in applications.life_events()}
    names = (one.name.ja, one.name.easy, one.name.en)
    turns = [events[code] for code in one.life_events if code in events]
    keywords = (*one.keywords, *(text for turn in turns for text in (turn.ja, turn.easy, turn.en)))
    texts = (one.summary.ja, one.summary.easy, one.summary.en, one.who.ja, *map(str, one.laws))
    return Entry(one.code, names, keywords, texts)


def of_life_event(code: str) -> Sequence[ProcedureDefinition]:
    """Return the procedures of a turn in life (ライフイベント別の手続き)."""
    return [one for one in applications.procedures() if code in one.life_events]


def section_names() -> dict[str, str]:
    """Return the names of the sections by code (課名)."""
    return {section.code: section.name for section in people.sections()}


def register(*, at: datetime) -> Sequence[RegisterRow]:
    """Return every procedure with its volumes in the present fiscal year (手続台帳)."""
    start = datetime.combine(FiscalYear.of(day_of(at)).start, time(0), JST)
    volumes = applications.volumes(since=start, until=at)
    names = section_names()
    return [
        RegisterRow(
            definition=one,
            section=names.get(one.section, one.section),
            channels="・".join(CHANNELS[channel] for channel in one.channels),
            online=volumes.get(one.code, {}).get("online", 0),
            total=sum(volumes.get(one.code, {}).values()),
        )
        for one in applications.procedures()
    ]


def count_by(procedures: Iterable[ProcedureDefinition]) -> dict[tuple[str, str, str], int]:
    """Return how many procedures are online, need a seal, and belong to a section."""
    counts: dict[tuple[str, str, str], int] = {}
    for one in procedures:
        key = (yes(one.online), yes(one.seal.required), one.section)
        counts[key] = counts.get(key, 0) + 1
    return counts


def yes(value: bool) -> str:  # noqa: FBT001 - the one thing it is about
    """Return ``yes`` or ``no``, as indicators filter by."""
    return "yes" if value else "no"
