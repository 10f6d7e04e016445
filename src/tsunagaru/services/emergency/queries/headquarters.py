"""Reads of the headquarters in a disaster (災害対策本部の参照)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tsunagaru.kernel.clock import local
from tsunagaru.kernel.offers import installed
from tsunagaru.kernel.situations import Figure, SituationPart
from tsunagaru.services.emergency.definitions import HeadquartersFile
from tsunagaru.services.emergency.models import Headquarters, Setup
from tsunagaru.services.emergency.models.headquarters import Entry
from tsunagaru.services.emergency.queries.alerts import in_force
from tsunagaru.services.emergency.queries.safety import open_rounds, whole
from tsunagaru.services.emergency.rules.headquarters import EntryKind, broken_at

LATEST = 30


def headquarters_setup() -> HeadquartersFile | None:
    """Return how the headquarters works, or None (災害対策本部の決まり)."""
    row = Setup.objects.first()
    found = row.headquarters if row else None
    return HeadquartersFile.model_validate(found) if found else None


def sitting() -> list[Headquarters]:
    """Return the headquarters that are open, the real one first (設置中の本部)."""
    return list(Headquarters.objects.filter(closed_at=None).order_by("drill"))


def broken(row: Headquarters) -> int:
    """Return the first entry of the chronology that was altered; 0 for none (改変の点検)."""
    return broken_at((one.written(), one.hash) for one in row.entries.order_by("number"))


def corrected(entries: Sequence[Entry]) -> dict[int, int]:
    """Return by which entry each corrected one was corrected last (訂正の番号)."""
    return {one.corrects: one.number for one in entries if one.corrects}


def parts_at(row: Headquarters, at: datetime) -> list[dict[str, Any]]:
    """Return all parts of a report at a moment, packages' parts among them (報告の内容)."""
    own = [
        SituationPart("alerts", "警報", 10, _alerts),
        SituationPart("safety", "安否確認", 20, _safety),
    ]
    offered = [part for offers in installed() for part in offers.situations]
    parts = [
        {
            "title": part.title,
            "figures": [[one.label, one.value] for one in part.read(at, row.drill)],
        }
        for part in sorted([*own, *offered], key=lambda one: (one.order, one.name))
    ]
    return [*parts, _counted(row)]


def _alerts(at: datetime, drill: bool) -> Sequence[Figure]:  # noqa: FBT001 - as packages offer it
    if drill:
        return [Figure("発令中の警報", "（訓練のため数えません）")]
    found = in_force(at)
    return [Figure(one.get_level_display(), one.words["ja"]["title"]) for one in found] or [
        Figure("発令中の警報", "なし")
    ]


def _safety(_at: datetime, drill: bool) -> Sequence[Figure]:  # noqa: FBT001 - as packages offer it
    rows = [one for one in open_rounds() if one.drill == drill]
    found: list[Figure] = []
    for row in rows:
        counts = whole(row)
        found += [
            Figure("無事", f"{counts['safe']}人"),
            Figure("助けが必要", f"{counts['help']}人"),
            Figure("けが", f"{counts['injured']}人"),
            Figure("返事なし", f"{counts['silent']}人"),
        ]
    return found or [Figure("安否確認", "していない")]


def _counted(row: Headquarters) -> dict[str, Any]:
    """Return how many entries and tasks there are; the words of an entry stand in no report."""
    entries = list(row.entries.order_by("number"))
    kinds = {one: sum(e.kind == one for e in entries) for one in EntryKind}
    last = (
        f"No.{entries[-1].number}（{local(entries[-1].written_at):%H:%M}）" if entries else "なし"
    )
    open_tasks = row.tasks.filter(state__in=("open", "doing")).count()
    figures = [
        ["被害の記録", f"{kinds[EntryKind.DAMAGE]}件"],
        ["決定・指示", f"{kinds[EntryKind.DECISION]}件"],
        ["要請", f"{kinds[EntryKind.REQUEST]}件"],
        ["終わっていないタスク", f"{open_tasks}件"],
        ["最後の記録", last],
    ]
    return {"title": "本部の記録", "figures": figures}
