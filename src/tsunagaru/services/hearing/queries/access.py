"""Who may see, work on and approve which inquiry (広聴の権限)."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from tsunagaru.ground.people import api as people
from tsunagaru.kernel.access import Actor, Role
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.hearing.models import Inquiry, Reply
from tsunagaru.services.hearing.queries.setups import need_rules, rules
from tsunagaru.services.hearing.rules.states import OPEN, ReplyState, State


def minds_desk(by: Actor) -> bool:
    """Tell whether a member of staff gives inquiries to sections (受付の担当)."""
    found = rules()
    return found is not None and by.is_staff and by.works_in(found.section)


def works_on(by: Actor, row: Inquiry) -> bool:
    """Tell whether a member of staff works on this inquiry: its section, and the desk (担当)."""
    return by.is_staff and (by.works_in(row.section) or minds_desk(by))


def decides_in(by: Actor, section: str, at: datetime) -> bool:
    """Tell whether somebody approves answers of a section, deputies included (承認の役割)."""
    roles = [Role(one) for one in need_rules().approvers]
    return people.decides_in(by, section, roles, day_of(at))


def writers_of(reply: Reply) -> set[UUID | None]:
    """Return who wrote an answer or asked for its approval (書いた人)."""
    return {reply.written_by, reply.asked_by}


def may_approve(by: Actor, row: Inquiry, at: datetime) -> bool:
    """Tell whether somebody may approve the answer that waits: never who wrote it (承認できる)."""
    reply = waiting_reply(row)
    if reply is None or not decides_in(by, row.section, at):
        return False
    return by.staff not in writers_of(reply)


def waiting_reply(row: Inquiry) -> Reply | None:
    """Return the answer that waits to be approved (承認待ちの回答)."""
    if row.state != State.ASKED:
        return None
    return row.replies.filter(turn=row.turn, state=ReplyState.ASKED).first()


def readable_by(by: Actor, at: datetime) -> QuerySet[Inquiry]:
    """Return the inquiries a member of staff may open: of one's sections, or to be approved."""
    rows = Inquiry.objects.all()
    if not by.is_staff or rules() is None:
        return rows.none()
    if minds_desk(by):
        return rows
    mine = set(by.sections(Role.CLERK, Role.HEAD))
    others = Inquiry.objects.filter(state__in=OPEN).exclude(section__in=mine)
    sections = set(others.order_by().values_list("section", flat=True).distinct())
    mine |= {one for one in sections if decides_in(by, one, at)}
    return rows.filter(section__in=mine)
