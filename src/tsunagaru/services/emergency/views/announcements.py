"""One thing said, or waiting to be said, of an alert (発表): confirmed by a second person."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tsunagaru.engines.messages import api as outbox
from tsunagaru.ground.ui.parts import TimelineEntry
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.emergency import queries
from tsunagaru.services.emergency.models import Announcement
from tsunagaru.services.emergency.queries import alerts
from tsunagaru.services.emergency.queries.naming import areas_in_words
from tsunagaru.services.emergency.queries.refuges import refuges_in_words
from tsunagaru.services.emergency.rules.states import AlertState, Step
from tsunagaru.services.emergency.rules.wording import LANGUAGE_NAMES
from tsunagaru.services.emergency.services import issuing
from tsunagaru.services.emergency.views.proposing import CLERKS

CONFLICT = 409
GONE = "すでに発表されたか、取りやめられたか、もとの案が新しい情報に置き換わっています。"
OWN = "求めた人は確認できません。また、二人のうち一人は、確認の役割を持つ職員でなければなりません。"


@open_to(CLERKS)
@never_cache
@require_safe
def announcement(request: PageRequest, announcement: UUID) -> HttpResponse:
    """Show what is said, to whom, and who stands for it."""
    return _show(request, _row(request, announcement))


@open_to(CLERKS)
@require_POST
def confirm(request: PageRequest, announcement: UUID) -> HttpResponse:
    """Confirm as the second person; it leaves now."""
    row = _row(request, announcement)
    try:
        issuing.confirm(row.pk, by=request.actor, at=clock.now())
    except issuing.CannotConfirmOwn:
        return _show(request, row, CONFLICT, problem=OWN)
    except issuing.CannotIssue:
        return _show(request, _row(request, announcement), CONFLICT, problem=GONE)
    messages.success(request, "確認して、発表しました。")
    return redirect("emergency:announcement", row.pk)


@open_to(CLERKS)
@require_POST
def drop(request: PageRequest, announcement: UUID) -> HttpResponse:
    """Decide that it is not said."""
    row = _row(request, announcement)
    try:
        issuing.drop(row.pk, by=request.actor, at=clock.now())
    except issuing.CannotIssue:
        return _show(request, _row(request, announcement), CONFLICT, problem=GONE)
    messages.success(request, "取りやめました。だれにも送っていません。")
    return redirect("emergency:listed")


def _row(request: PageRequest, announcement: UUID) -> Announcement:
    row = alerts.announcements_for(request.actor).filter(pk=announcement).first()
    if row is None:
        raise Http404
    return row


def _show(
    request: PageRequest, row: Announcement, status: int = 200, problem: str = ""
) -> HttpResponse:
    setup, at = queries.issuing(), clock.now()
    said = list(row.alert.announcements.filter(state=Step.SAID).order_by("number"))
    waits, names = row.state == Step.ASKED, alerts.names_of([row])
    context = {
        "row": row,
        "alert": row.alert,
        "problem": problem,
        "waits": waits,
        "holds": alerts.still_holds(row),
        "areas": areas_in_words(setup, row.districts)["ja"] if setup else "",
        "shelters": refuges_in_words(setup, row) if setup and row.state == Step.ASKED else {},
        "level": setup.level(row.level) if setup and row.draft_id is None else None,
        "texts": [(name, row.words[one]) for one, name in LANGUAGE_NAMES.items()],
        "asker": names.get(row.asked_by, ""),
        "settler": names.get(row.settled_by, "") if row.settled_by else "",
        "may_confirm": alerts.may_confirm(request.actor, row, at),
        "reach": _reach(row, waits=waits),
        "sent": outbox.sent_as(row.broadcast) if row.broadcast else None,
        "public": row.state == Step.SAID and not row.alert.drill,
        "in_force": row.alert.state == AlertState.IN_FORCE,
        "entries": [_entry(one) for one in said],
    }
    return render(request, "emergency/staff/announcement.html", context, status=status)


def _reach(row: Announcement, *, waits: bool) -> str:
    """Return how many would be written to; nobody in a drill, the same as before at an end."""
    setup = queries.issuing()
    if not waits or setup is None or row.alert.drill or not row.level:
        return ""
    topic = "" if row.level >= setup.critical_from else setup.topic
    return outbox.reach_in_words(topic, (*row.districts, "") if row.districts else ())


def _entry(row: Announcement) -> TimelineEntry:
    return TimelineEntry(
        at=row.settled_at or row.asked_at,
        title=row.words["ja"]["title"],
        text=row.get_what_display(),
    )
