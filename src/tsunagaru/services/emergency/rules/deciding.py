"""What is to be done about a telegram (電文の判定).

Drills: a telegram whose status is not 通常 is judged like a real one, but everything that comes of
it carries ``drill``. A *drill draft* is a rehearsal: it is marked as such in every language, it
shares no thread with real ones, and no real alert is ever made, replaced or cancelled by it.
"""

from dataclasses import dataclass
from enum import StrEnum

from tsunagaru.services.emergency.rules.kinds import Kind, kind_of
from tsunagaru.services.emergency.rules.telegram import (
    CANCELLED,
    INFO_TYPES,
    STATUSES,
    Telegram,
)
from tsunagaru.services.emergency.rules.triggers import Action, Match, Rules

WEIGHT = {Action.IGNORE: 0, Action.HOLD: 1, Action.DRAFT: 2}


class Why(StrEnum):
    """Why it was judged so (判定の理由)."""

    STATUS_UNKNOWN = "status_unknown"
    INFO_TYPE_UNKNOWN = "info_type_unknown"
    KIND_UNKNOWN = "kind_unknown"
    ROUTINE = "routine"
    WITHDRAWN = "withdrawn"
    ELSEWHERE = "elsewhere"
    RULE = "rule"
    UNCOVERED = "uncovered"
    CONFLICT = "conflict"


WHY_NAMES = {
    Why.STATUS_UNKNOWN: "「通常・訓練・試験」のどれでもないため、確かめが必要です。",
    Why.INFO_TYPE_UNKNOWN: "「発表・訂正・取消・遅延」のどれでもないため、確かめが必要です。",
    Why.KIND_UNKNOWN: "知らない種類の電文です。",
    Why.ROUTINE: "町の警報に関わらない種類です。",
    Why.WITHDRAWN: "発表元が取り消しました。",
    Why.ELSEWHERE: "町の地域を含みません。",
    Why.RULE: "町の規則に当てはまりました。",
    Why.UNCOVERED: "町の地域についての情報ですが、当てはまる規則がありません。",
    Why.CONFLICT: "同じ番号の電文が、ちがう内容でもう一度届きました。",
}


@dataclass(frozen=True)
class Decision:
    """What is to be done (判定).

    Args:
        level: 1 to 5 (警戒レベル, or what the town sets equal to it), 0 for an all-clear, None
            where nothing of the town is concerned.
        areas: the codes of the town's areas that are concerned, sorted.
        drill: whether it is not the real thing; then a draft is a rehearsal only.
        trigger: the rule that decided, or empty.
        text: code of the prefilled text, for a draft.
    """

    kind: Kind
    status: str
    info_type: str
    level: int | None
    areas: tuple[str, ...]
    action: Action
    drill: bool
    why: Why
    trigger: str = ""
    text: str = ""


def decide(telegram: Telegram, rules: Rules) -> Decision:
    """Return what is to be done about a telegram (判定する); what is not understood is held."""
    kind = kind_of(telegram.title)
    for is_so, action, why in (
        (telegram.status not in STATUSES, Action.HOLD, Why.STATUS_UNKNOWN),
        (telegram.info_type not in INFO_TYPES, Action.HOLD, Why.INFO_TYPE_UNKNOWN),
        (kind is Kind.UNKNOWN, Action.HOLD, Why.KIND_UNKNOWN),
        (telegram.info_type == CANCELLED, Action.CANCEL, Why.WITHDRAWN),
        (kind is Kind.ROUTINE, Action.IGNORE, Why.ROUTINE),
    ):
        if is_so:
            return _plain(telegram, kind, action, why)
    return _by_rules(telegram, kind, rules)


def _by_rules(telegram: Telegram, kind: Kind, rules: Rules) -> Decision:
    found = list(rules.matches(telegram, kind))
    unknown = rules.uncovered(telegram, kind)
    best = max(found, key=_weight, default=None)
    if unknown and (best is None or best.trigger.action is not Action.DRAFT):
        level = best.trigger.level if best else None
        return _plain(telegram, kind, Action.HOLD, Why.UNCOVERED, areas=unknown, level=level)
    if best is None:
        return _plain(telegram, kind, Action.IGNORE, Why.ELSEWHERE)
    return Decision(
        kind=kind,
        status=telegram.status,
        info_type=telegram.info_type,
        level=best.trigger.level,
        areas=_areas_at(found, best),
        action=best.trigger.action,
        drill=telegram.is_drill,
        why=Why.RULE,
        trigger=best.trigger.code,
        text=best.trigger.text,
    )


def _weight(match: Match) -> tuple[int, int]:
    """Order matches: a draft before a held one, then the higher level; the first of equals."""
    return WEIGHT[match.trigger.action], match.trigger.level


def _areas_at(found: list[Match], best: Match) -> tuple[str, ...]:
    """Return every area at the level that decided."""
    equal = [one.areas for one in found if _weight(one) == _weight(best)]
    return tuple(sorted(frozenset[str]().union(*equal)))


def _plain(
    telegram: Telegram,
    kind: Kind,
    action: Action,
    why: Why,
    *,
    areas: frozenset[str] = frozenset(),
    level: int | None = None,
) -> Decision:
    return Decision(
        kind=kind,
        status=telegram.status,
        info_type=telegram.info_type,
        level=level,
        areas=tuple(sorted(areas)),
        action=action,
        drill=telegram.is_drill,
        why=why,
    )


def told(decision: Decision) -> dict[str, object]:
    """Return a decision as other programs read it (判定の書き出し).

    ``status`` and ``info_type`` are as the telegram has them; ``areas`` are the town's own.
    """
    return {
        "kind": decision.kind.value,
        "status": decision.status,
        "info_type": decision.info_type,
        "level": decision.level,
        "areas": list(decision.areas),
        "action": decision.action.value,
        "drill": decision.drill,
    }
