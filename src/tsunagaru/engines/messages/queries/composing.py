"""Who may see, write and approve which broadcasts (配信の権限と一覧)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from tsunagaru.engines.messages.models import Broadcast, Comparison, Step, What
from tsunagaru.engines.messages.models.broadcasts import BroadcastState, Lane
from tsunagaru.engines.messages.queries.topics import rules_of_sending
from tsunagaru.ground.people import api as people
from tsunagaru.kernel.access import Actor, Role
from tsunagaru.kernel.clock import day_of

WRITERS = (What.DRAFTED, What.CHANGED, What.ASKED)


def writes_in(actor: Actor, section: str) -> bool:
    """Tell whether an actor writes messages of a section (作成できる)."""
    return actor.is_staff and actor.works_in(section)


def decides_in(actor: Actor, section: str, at: datetime) -> bool:
    """Tell whether an actor approves messages of a section, deputies included (承認できる課)."""
    return people.decides_in(actor, section, rules_of_sending().roles, day_of(at))


def may_approve(actor: Actor, row: Broadcast, at: datetime) -> bool:
    """Tell whether an actor may approve this text now: never the author (承認できる)."""
    if row.state != BroadcastState.ASKED or not decides_in(actor, row.section, at):
        return False
    return actor.staff not in writers_of(row)


def may_decide(actor: Actor, row: Broadcast, at: datetime) -> bool:
    """Tell whether an actor chooses a wording: its section, and who approves (文面を選べる)."""
    return writes_in(actor, row.section) or decides_in(actor, row.section, at)


def may_correct(actor: Actor, row: Broadcast) -> bool:
    """Tell whether an actor may write a correction of a newsletter that left (訂正を書ける)."""
    left = row.released_at is not None and row.lane == Lane.NEWS
    return left and writes_in(actor, row.section)


def writers_of(row: Broadcast) -> set[UUID]:
    """Return who wrote a text or asked for its approval (書いた人)."""
    steps = row.steps.filter(what__in=WRITERS).values_list("by", flat=True)
    return {row.made_by, *(by for by in steps if by)}


def readable_by(actor: Actor, at: datetime) -> QuerySet[Broadcast]:
    """Return the broadcasts an actor may open: what left, and those of one's sections (閲覧)."""
    rows = Broadcast.objects.all()
    if not actor.is_staff:
        return rows.none()
    mine = set(actor.sections(Role.CLERK, Role.HEAD))
    waiting = Broadcast.objects.filter(state=BroadcastState.ASKED)
    others = waiting.exclude(section__in=mine).values_list("section", flat=True).distinct()
    mine |= {section for section in others if decides_in(actor, section, at)}
    left = ~Q(released_at=None) & ~Q(lane=Lane.PERSONAL)
    return rows.filter(left | Q(section__in=mine))


def waiting_for(actor: Actor, at: datetime) -> list[Broadcast]:
    """Return the texts that wait for this actor's approval, oldest first (承認待ち)."""
    rows = Broadcast.objects.filter(state=BroadcastState.ASKED).order_by("made_at")
    return [row for row in rows if may_approve(actor, row, at)]


def to_choose(actor: Actor, at: datetime) -> list[Comparison]:
    """Return the wordings that wait for this actor's choice, oldest first (文面の選択待ち)."""
    rows = Comparison.objects.filter(chosen=None, by_rule=False, judged_at__lte=at)
    rows = rows.filter(broadcast__state=BroadcastState.SENDING).order_by("judged_at")
    return [row for row in rows.select_related("broadcast") if may_decide(actor, row.broadcast, at)]


def steps_of(row: Broadcast) -> Sequence[tuple[Step, str]]:
    """Return what was done with a broadcast, with names (経緯); a rule has none."""
    steps = list(row.steps.all())
    names = people.staff_names(step.by for step in steps if step.by)
    return [(step, names.get(step.by, "") if step.by else "") for step in steps]
