"""What is printed and taken away of a survey (会員アンケートの用紙と結果の表): for the head."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tsunagaru.ground.documents import api as documents
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.queries import survey_results, survey_sheets
from tsunagaru.services.community.rules.surveys import State
from tsunagaru.services.community.services.surveys import note
from tsunagaru.services.community.views.head_surveys import own_survey


@open_to(RESIDENTS)
@never_cache
@require_safe
def sheet(request: PageRequest, survey: UUID) -> HttpResponse:
    """Give the sheet that a household fills in by hand, as PDF."""
    row = own_survey(request, survey)
    try:
        pdf = survey_sheets.blank(row, at=clock.now())
    except documents.CannotRender as error:
        return HttpResponse(error.sentence, status=422, content_type="text/plain; charset=utf-8")
    told = HttpResponse(pdf, content_type="application/pdf")
    told["Content-Disposition"] = f'inline; filename="survey-{row.due_on}.pdf"'
    return told


@open_to(RESIDENTS)
@never_cache
@require_safe
def result(request: PageRequest, survey: UUID) -> HttpResponse:
    """Give the result as CSV."""
    row = own_survey(request, survey)
    if row.state != State.CLOSED:
        raise Http404
    note("survey.result_taken", row, request.actor, clock.now())
    told = HttpResponse(survey_results.sheet(row), content_type="text/csv; charset=utf-8")
    told["Content-Disposition"] = f'attachment; filename="survey-{row.due_on}.csv"'
    return told
