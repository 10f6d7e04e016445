"""Who may see, write, approve and withdraw which circular (回覧の権限)."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from tsunagaru.ground.people import api as people
from tsunagaru.kernel.access import Actor, Role
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.models import Circular, Edition
from tsunagaru.services.community.queries.offices import leads
from tsunagaru.services.community.queries.setups import need_rules, rules
from tsunagaru.services.community.rules.states import Origin, State


def writes(by: Actor, row: Circular, at: datetime) -> bool:
    """Tell whether somebody writes this circular (作成できる)."""
    if row.origin == Origin.DISTRICT:
        return leads(by.resident, row.district, day_of(at))
    return by.is_staff and by.works_in(row.section)


def decides_in(by: Actor, section: str, at: datetime) -> bool:
    """Tell whether somebody approves circulars of a section, deputies included (承認の役割)."""
    roles = [Role(one) for one in need_rules().approvers]
    return people.decides_in(by, section, roles, day_of(at))


def approves(by: Actor, row: Circular, at: datetime) -> bool:
    """Tell whether somebody approves this circular, unless they wrote it (承認の役割)."""
    return row.origin == Origin.TOWN and decides_in(by, row.section, at)


def writers_of(row: Circular, edition: Edition) -> set[UUID | None]:
    """Return who wrote an edition or asked for its approval (書いた人)."""
    first = {row.made_by, row.asked_by} if edition.number == 1 else set()
    return {edition.by, *first}


def minds_districts(by: Actor) -> bool:
    """Tell whether a member of staff minds districts: heads, groups, their circulars (区の担当)."""
    found = rules()
    return found is not None and by.is_staff and by.works_in(found.section)


def may_withdraw(by: Actor, row: Circular, at: datetime) -> bool:
    """Tell whether somebody takes back what went out: its author, or the town (取り下げ)."""
    return writes(by, row, at) or (row.origin == Origin.DISTRICT and minds_districts(by))


def readable_by(by: Actor, at: datetime) -> QuerySet[Circular]:
    """Return the circulars a member of staff may open: of one's sections, or to be approved."""
    rows = Circular.objects.all()
    if not by.is_staff or rules() is None:
        return rows.none()
    mine = set(by.sections(Role.CLERK, Role.HEAD))
    others = Circular.objects.exclude(section__in=mine).values_list("section", flat=True)
    mine |= {one for one in set(others.order_by().distinct()) if decides_in(by, one, at)}
    wanted = Q(section__in=mine)
    if not minds_districts(by):
        wanted &= Q(origin=Origin.TOWN)
    return rows.filter(wanted)


def waiting_for(by: Actor, at: datetime) -> list[Circular]:
    """Return what waits for this person's approval, corrections included (承認待ち)."""
    asked = Q(state=State.ASKED) | Q(state=State.OUT, editions__at=None)
    rows = readable_by(by, at).filter(asked, origin=Origin.TOWN).distinct().order_by("number")
    return [row for row in rows if may_approve(by, row, at)]


def pending(row: Circular) -> Edition | None:
    """Return what waits to be approved: the text, or a correction of one that is out (承認待ち)."""
    if row.state == State.ASKED:
        return row.words
    if row.state == State.OUT:
        return row.editions.filter(at=None).last()
    return None


def may_approve(by: Actor, row: Circular, at: datetime) -> bool:
    """Tell whether somebody may approve now what waits: never who wrote it (承認できる)."""
    waits = pending(row)
    if waits is None or not approves(by, row, at):
        return False
    return by.staff not in writers_of(row, waits)
