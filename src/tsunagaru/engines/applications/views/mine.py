"""My applications (申請の一覧と状況): list, status, correction, withdrawal."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries.procedures import CannotFind, form_of
from tsunagaru.engines.applications.queries.standing import ENTRY_TITLES, correction_of, lines_of
from tsunagaru.engines.applications.services import changes, corrections
from tsunagaru.engines.applications.views.opening import frame, missing, open_application
from tsunagaru.engines.cases import api as cases
from tsunagaru.ground.ui.parts import SummaryRow, TimelineEntry
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, RESIDENTS, open_to


@open_to(RESIDENTS)
@require_http_methods(["GET", "HEAD"])
def mine(request: PageRequest) -> HttpResponse:
    """List a resident's drafts and applications."""
    resident = request.actor.resident
    if resident is None:
        raise Http404
    context = {"drafts": reads.drafts_of(resident), "lines": lines_of(resident)}
    return render(request, "applications/mine.html", context)


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
def status(request: PageRequest, application: UUID) -> HttpResponse:
    """Show how far an application has come, and what the applicant can do."""
    row = open_application(request, application).application
    if row is None:
        return missing(request)
    case = cases.case_of("application", row.pk)
    form = form_of(row.version_id)
    sections = reads.review_of(form, row.answers, request.language, row.submitted_at)
    context = frame(
        request,
        application=reads.view_of(row),
        procedure=form.definition,
        case=case,
        asked=correction_of(row),
        decision=reads.decision_of(row),
        can_withdraw=case is not None and case.closed_at is None,
        timeline=[
            TimelineEntry(entry.at, ENTRY_TITLES.get(entry.kind, entry.kind))
            for entry in (cases.timeline(row.case) if case else ())
        ],
        sections=[
            (section.title, [SummaryRow(label, text, missing=not text) for _, label, text in section.rows])
            for section in sections
        ],
    )
    return render(request, "applications/status.html", context)


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: PageRequest, application: UUID) -> HttpResponse:
    """Answer a request for correction: the one field that was asked for."""
    row = open_application(request, application).application
    if row is None:
        return missing(request)
    asked = correction_of(row)
    if asked is None:
        return redirect("applications:status", application)
    raw = {name: request.POST.getlist(name) for name in request.POST}
    errors = []
    if request.method == "POST":
        try:
            errors = list(
                corrections.correct_with_files(
                    row, raw, request.FILES, by=request.actor, language=request.language, at=clock.now()
                )
            )
        except CannotFind:
            return redirect("applications:status", application)
        if not errors:
            flash.success(request, say("補正を受け付けました。ありがとうございました。", request.language))
            return redirect("applications:status", application)
    field = corrections.field_asked(row, asked, request.language, raw if errors else None, errors)
    context = frame(request, application=reads.view_of(row), asked=asked, field=field)
    return render(request, "applications/correct.html", context, status=422 if errors else 200)


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: PageRequest, application: UUID) -> HttpResponse:
    """Ask once more, then take the application back."""
    row = open_application(request, application).application
    if row is None:
        return missing(request)
    if request.method == "POST":
        try:
            changes.withdraw(application, by=request.actor, at=clock.now())
            flash.success(request, say("申請を取り下げました。", request.language))
        except cases.CannotMove:
            sentence = "この申請は、すでに決定または取下げが済んでいるため、取り下げられません。"
            flash.error(request, say(sentence, request.language))
        return redirect("applications:status", application)
    context = frame(request, application=reads.view_of(row))
    return render(request, "applications/withdraw.html", context)
