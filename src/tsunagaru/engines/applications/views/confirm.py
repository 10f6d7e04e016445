"""Confirmation, submission and receipt (確認・申請・受付)."""

from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries.access import Access
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.services import drafts, submission
from tsunagaru.engines.applications.views.answers import closed, frame, refuse
from tsunagaru.engines.applications.views.opening import on_open_draft, open_draft
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.ui.parts import SummaryRow
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

CLOSED = "受付期間が終わったため、申請できませんでした。担当課にお問い合わせください。"


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
@on_open_draft
def confirm(request: PageRequest, row: Draft) -> HttpResponse:
    """Show every answer before it is handed in; what is missing comes first."""
    page = reads.unready_page(row, clock.now(), request.language)
    if page:
        return redirect("applications:page", row.pk, page)
    return _show(request, row)


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
    with transaction.atomic():
        return _submit(request, draft)


def _submit(request: PageRequest, draft: UUID) -> HttpResponse:
    opened = open_draft(request, draft, lock=True)
    if opened.draft is None or opened.access is not Access.FULL:
        return refuse(request, opened.access)
    try:
        application = _hand_in(request, opened.draft)
    except drafts.CannotContinue:
        return closed(request, opened.draft)
    except submission.CannotSubmit as refusal:
        return _say_why(request, opened.draft, refusal)
    return redirect("applications:done", application)


def _hand_in(request: PageRequest, row: Draft) -> UUID:
    """Hand in; what staff hand in for a resident stands in the audit trail as well."""
    now = clock.now()
    application = submission.hand_in(row, language=request.language, at=now)
    if request.actor.is_staff:
        audit(
            actor=request.actor,
            action="application.handed_in",
            subject=application,
            at=now,
            facts={},
        )
    return application


def _say_why(request: PageRequest, row: Draft, refusal: submission.CannotSubmit) -> HttpResponse:
    if refusal.problems:
        return redirect("applications:page", row.pk, refusal.problems[0].page)
    return _show(request, row, (CLOSED,), status=409)
