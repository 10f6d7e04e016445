"""Confirmation, submission and receipt (確認・申請・受付)."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries.access import Access
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.services import drafts, submission
from tsunagaru.engines.applications.views.opening import (
    closed,
    code_in,
    frame,
    missing,
    open_application,
    open_draft,
    refuse,
)
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ui.parts import SummaryRow
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
def confirm(request: PageRequest, draft: UUID) -> HttpResponse:
    """Show every answer before it is handed in; what is missing comes first."""
    opened = open_draft(request, draft)
    if opened.draft is None or opened.access is not Access.FULL:
        return refuse(request, opened)
    if opened.draft.state != rules.Ending.OPEN:
        return closed(request, opened.draft)
    page = reads.unready_page(opened.draft, clock.now(), request.language)
    if page:
        return redirect("applications:page", draft, page)
    return _show(request, opened.draft)


def _show(
    request: PageRequest, row: Draft, problems: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    form, now = form_of(row.version_id), clock.now()
    titles = [page.title for page in form.questionnaire.pages]
    pages = questionnaires.visible_pages(form.questionnaire, row.answers, clock.day_of(now))
    sections = [
        (section.title, _rows(row, section))
        for section in reads.review_of(form, row.answers, request.language, now)
    ]
    context = frame(
        request,
        procedure=form.definition,
        draft=row,
        sections=sections,
        problems=problems,
        steps=[t for t, p in zip(titles, form.questionnaire.pages, strict=True) if p.code in pages]
        + ["内容の確認"],
        previous=pages[-1],
    )
    return render(request, "applications/confirm.html", context, status=status)


def _rows(row: Draft, section: questionnaires.ReviewSection) -> list[SummaryRow]:
    address = reverse("applications:page", args=[row.pk, section.page])
    return [
        SummaryRow(label, text, f"{address}?to=confirm#{code}", missing=not text)
        for code, label, text in section.rows
    ]


@open_to(ANYONE)
@require_POST
def submit(request: PageRequest, draft: UUID) -> HttpResponse:
    """Hand in, once; every further press leads to the same receipt."""
    opened = open_draft(request, draft)
    if opened.draft is None or opened.access is not Access.FULL:
        return refuse(request, opened)
    try:
        application = submission.submit(draft, language=request.language, at=clock.now())
    except drafts.CannotContinue:
        return closed(request, opened.draft)
    except submission.CannotSubmit as refusal:
        if refusal.problems:
            return redirect("applications:page", draft, refusal.problems[0].page)
        message = "受付期間が終わったため、申請できませんでした。担当課にお問い合わせください。"
        return _show(request, opened.draft, (message,), status=409)
    return redirect("applications:done", application)


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
def done(request: PageRequest, application: UUID) -> HttpResponse:
    """Show the receipt number and what happens next."""
    row = open_application(request, application).application
    if row is None:
        return missing(request)
    context = frame(
        request,
        procedure=form_of(row.version_id).definition,
        application=reads.view_of(row),
        resume_code=rules.format_code(code_in(request, row.draft_id)),
    )
    return render(request, "applications/done.html", context)
