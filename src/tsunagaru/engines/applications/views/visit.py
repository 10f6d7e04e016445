"""Choosing a time to come to the town hall (来庁の日時を選ぶ), after handing in."""

from contextlib import suppress
from datetime import date, datetime, timedelta

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries.visits import VisitView, times_of, visit_of
from tsunagaru.engines.applications.services.visiting import CannotVisit, book_visit
from tsunagaru.engines.applications.views.answers import frame
from tsunagaru.engines.applications.views.opening import on_application
from tsunagaru.engines.bookings import api as bookings
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.kernel.clock import JST

UNFIT, CONFLICT = 422, 409
BOOKED = "来庁の日時を予約しました。"
NOT_CHOSEN = "来庁する日時を選んでください。"
TAKEN = "その時間は予約できませんでした。ほかの時間を選んでください。"
FULL = "予約できる件数に達しています。今の予約を確認してください。"


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@on_application
def visit(request: PageRequest, row: Application) -> HttpResponse:
    """Show free times; on POST book one."""
    wanted = visit_of(row)
    if wanted is None or not wanted.can_book:
        return redirect("applications:status", row.pk)
    if request.method != "POST":
        return _show(request, row, wanted)
    return _book(request, row, wanted)


def _book(request: PageRequest, row: Application, wanted: VisitView) -> HttpResponse:
    start = _time(request.POST.get("at", ""))
    if start is None:
        return _show(request, row, wanted, NOT_CHOSEN, UNFIT)
    try:
        with suppress(CannotVisit):  # booked meanwhile, by a second press
            book_visit(row.pk, start, staff=request.actor.staff, at=clock.now())
            flash.success(request, say(BOOKED, request.language))
    except bookings.CannotBook as refusal:
        full = isinstance(refusal, bookings.OverLimit)
        return _show(request, row, wanted, FULL if full else TAKEN, CONFLICT)
    return redirect("applications:status", row.pk)


def _show(
    request: PageRequest, row: Application, wanted: VisitView, problem: str = "", status: int = 200
) -> HttpResponse:
    now = clock.now()
    since = _day(request.GET.get("day", ""), clock.day_of(now))
    try:
        times, one = times_of(wanted.resource, since, now), bookings.resource(wanted.resource)
    except bookings.CannotFind:  # taken out of the town folder
        return redirect("applications:status", row.pk)
    later = times[-1][0] + timedelta(days=1) if times else None
    context = frame(
        request,
        application=reads.view_of(row),
        one=one.definition,
        times=times,
        later=f"{reverse('applications:visit', args=[row.pk])}?day={later}" if later else "",
        problem=problem,
    )
    return render(request, "applications/visit.html", context, status=status)


def _time(text: str) -> datetime | None:
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return read.replace(tzinfo=JST) if read.tzinfo is None else None


def _day(text: str, otherwise: date) -> date:
    try:
        return min(max(date.fromisoformat(text), otherwise), otherwise + timedelta(days=366))
    except ValueError:
        return otherwise
