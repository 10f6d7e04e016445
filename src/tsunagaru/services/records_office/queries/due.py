"""What is due for disposal (廃棄の対象)."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from tsunagaru.kernel.access import Actor, Role
from tsunagaru.kernel.calendar import FiscalYear
from tsunagaru.kernel.clock import JST, day_of
from tsunagaru.services.records_office.models import Disposal, Hold, RetentionRule
from tsunagaru.services.records_office.queries.disposals import section_names
from tsunagaru.services.records_office.queries.finished import finished
from tsunagaru.services.records_office.rules import Rule, is_due, last_day, rule_for

MOST_AT_ONCE = 200  # one disposal is one transaction


@dataclass(frozen=True)
class DueCase:
    """A case, invoice or other paper whose period is over (期間の満了した案件・請求・文書)."""

    id: UUID
    number: str
    kind: str
    subject: UUID
    title: str
    closed_on: date
    last_day: date


@dataclass(frozen=True)
class DueGroup:
    """Cases that one person may approve together (廃棄の候補).

    Args:
        total: how many are due; ``cases`` has the oldest, at most 200.
    """

    rule: Rule
    section: str
    cases: tuple[DueCase, ...]
    total: int

    @property
    def digest(self) -> str:
        """Return a fingerprint of the cases, so that what is approved is what was seen."""
        return digest(self.cases)

    @property
    def section_name(self) -> str:
        """Return the section's name."""
        return section_names().get(self.section, self.section)


def digest(found: Iterable[DueCase]) -> str:
    """Return the SHA-256 of the cases' numbers."""
    return hashlib.sha256("\n".join(one.number for one in found).encode()).hexdigest()


def rules() -> list[Rule]:
    """Return the town's rules in their order (保存年限の規則)."""
    return [
        Rule(row.code, row.name, row.years, tuple(row.procedures), row.basis)
        for row in RetentionRule.objects.all()
    ]


def sections_of(actor: Actor) -> frozenset[str] | None:
    """Return the sections whose disposals an actor may approve; None for all."""
    return None if actor.has(Role.DX_OFFICE) else actor.sections(Role.HEAD)


def groups(actor: Actor, at: datetime) -> list[DueGroup]:
    """Return what an actor may approve, by rule and section (廃棄の候補の一覧)."""
    mine, today, known = sections_of(actor), day_of(at), rules()
    held = set(Hold.objects.filter(lifted_at=None).values_list("case", flat=True))
    found: dict[tuple[Rule, str], list[DueCase]] = defaultdict(list)
    for one in finished(before=_earliest(known, today), at=at):
        rule, closed = rule_for(one.code, known), day_of(one.closed_at)
        seen = mine is None or one.section in mine
        if rule is None or one.id in held or not seen or not is_due(closed, rule.years, today):
            continue
        last = last_day(closed, rule.years or 0)
        found[rule, one.section].append(
            DueCase(one.id, one.number, one.kind, one.subject, one.title, closed, last)
        )
    return [
        DueGroup(rule, section, tuple(rows[:MOST_AT_ONCE]), len(rows))
        for (rule, section), rows in found.items()
    ]


def _earliest(known: Iterable[Rule], today: date) -> datetime:
    """Return the time from which on no closed case can be due under any rule."""
    shortest = min((rule.years for rule in known if rule.years is not None), default=100)
    day = FiscalYear(FiscalYear.of(today).year - shortest).start
    return datetime.combine(day, time.min, tzinfo=JST)


def was_disposed_of(rule: str, section: str, actor: Actor) -> bool:
    """Tell whether a list was approved before, by somebody who may approve it (廃棄済みか)."""
    mine = sections_of(actor)
    if mine is not None and section not in mine:
        return False
    return Disposal.objects.filter(rule=rule, section=section).exists()


def group(rule: str, section: str, actor: Actor, at: datetime) -> DueGroup | None:
    """Return one of these groups, or None when nothing of it is due (any more)."""
    mine = (one for one in groups(actor, at) if one.rule.code == rule and one.section == section)
    return next(mine, None)
