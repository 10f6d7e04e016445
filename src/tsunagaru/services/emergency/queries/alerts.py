"""Reads of alerts (警報の参照)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from tsunagaru.ground.people import api as people
from tsunagaru.kernel.access import Actor, Role
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.emergency.models import Alert, Announcement
from tsunagaru.services.emergency.queries.telegrams import issuing
from tsunagaru.services.emergency.rules.states import AlertState, State, Step

MOST = 50
LIVE = (AlertState.ASKED, AlertState.IN_FORCE)


def alerts_for(actor: Actor) -> QuerySet[Alert]:
    """Return the alerts an actor may open: those of the sections in which they work."""
    if not actor.is_staff:
        return Alert.objects.none()
    return Alert.objects.filter(section__in=actor.sections(Role.CLERK, Role.HEAD))


def announcements_for(actor: Actor) -> QuerySet[Announcement]:
    """Return what was said, or waits to be said, that an actor may open (発表)."""
    return Announcement.objects.filter(alert__in=alerts_for(actor)).select_related("alert")


def asked(actor: Actor) -> QuerySet[Announcement]:
    """Return what waits for a second person, real ones first (確認待ち)."""
    rows = announcements_for(actor).filter(state=Step.ASKED)
    return rows.order_by("alert__drill", "-level", "asked_at")


def running(actor: Actor) -> QuerySet[Alert]:
    """Return the alerts in force, drills too (発令中)."""
    return alerts_for(actor).filter(state=AlertState.IN_FORCE).order_by("drill", "-issued_at")


def in_force(at: datetime) -> list[Announcement]:
    """Return what holds now for everybody, the highest level first (発令中の警報).

    Each alert's last word; a drill is never among them, nor one whose time is over.
    """
    rows = Alert.objects.filter(state=AlertState.IN_FORCE, drill=False, expires_at__gt=at)
    found = [last_word(row) for row in rows.order_by("-issued_at", "id")]
    return sorted((one for one in found if one), key=lambda one: -one.level)


def ended(at: datetime) -> list[Announcement]:
    """Return the last word of each public alert that is over, the newest first (終わった警報)."""
    over = ~Q(state=AlertState.IN_FORCE) | Q(expires_at__lte=at)
    rows = Alert.objects.filter(over, drill=False).exclude(issued_at=None)
    found = [last_word(row) for row in rows.order_by("-issued_at", "id")[:MOST]]
    return [one for one in found if one]


def last_word(alert: Alert) -> Announcement | None:
    """Return the last thing said of an alert (最後の発表)."""
    return alert.announcements.filter(state=Step.SAID).order_by("-settled_at", "-number").first()


def published() -> QuerySet[Announcement]:
    """Return all that was ever said to everybody, the newest first (公開した発表); no drill."""
    rows = Announcement.objects.filter(state=Step.SAID, alert__drill=False)
    return rows.select_related("alert").order_by("-settled_at", "-number", "pk")


def live_in(thread: str) -> Alert | None:
    """Return the alert of a thread that is asked for or in force (つながりの警報)."""
    return Alert.objects.filter(thread=thread, state__in=LIVE).first()


def still_holds(row: Announcement) -> bool:
    """Tell whether the draft behind what was asked is still the newest word (案が最新である)."""
    return row.draft is None or row.draft.state == State.WAITING


def leads_in(actor: Actor, section: str, at: datetime) -> bool:
    """Tell whether an actor holds a role that confirms alerts, deputies included (確認の役割)."""
    setup = issuing()
    return setup is not None and people.decides_in(actor, section, setup.roles, day_of(at))


def may_confirm(actor: Actor, row: Announcement, at: datetime) -> bool:
    """Tell whether an actor may be the second person (二人目として確認できる).

    Never who asked. One of the two holds a confirming role; the other works in the section.
    """
    section = row.alert.section
    if row.state != Step.ASKED or actor.staff in {None, row.asked_by}:
        return False
    return leads_in(actor, section, at) or (row.leads and actor.works_in(section))


def names_of(rows: Iterable[Announcement]) -> Mapping[UUID, str]:
    """Return the names of everybody who had a hand in them (職員の名前)."""
    found = [who for row in rows for who in (row.asked_by, row.settled_by) if who]
    return people.staff_names(found)
