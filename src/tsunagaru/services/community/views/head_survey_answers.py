"""Answers on paper and with names, and what is printed (会員アンケートの答え): for the head."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tsunagaru.ground.documents import api as documents
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.forms import EnterAnswerForm
from tsunagaru.services.community.models import Survey
from tsunagaru.services.community.queries import survey_results, survey_sheets, surveys
from tsunagaru.services.community.queries.addressees import addressees, paper_home
from tsunagaru.services.community.queries.setups import district_names, group_names
from tsunagaru.services.community.rules.surveys import State, said
from tsunagaru.services.community.services import survey_answers
from tsunagaru.services.community.services.surveys import note
from tsunagaru.services.community.views.head_surveys import own_survey
from tsunagaru.services.community.views.surveys import UNFIT, refuse

ENTERED = "答えを入れました。"
GONE = "（転出など）"


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: PageRequest, survey: UUID) -> HttpResponse:
    """Enter what a household answered on paper or by telephone."""
    row, sent = own_survey(request, survey), request.method == "POST"
    if row.published_at is None:
        raise Http404
    home = None if sent else paper_home(row.district, request.GET.get("home", ""))
    form = EnterAnswerForm(request.POST if sent else None, row=row, home=home)
    status = _entered(request, row, form) if sent else 200
    if not status:
        messages.success(request, ENTERED)
        return redirect("community:enter_answer", row.pk)
    is_open = surveys.open_to(row, clock.now())
    context = {"row": row, "form": form, "open": is_open, "sent": sent}
    return render(request, "community/head_survey_enter.html", context, status=status)


def _entered(request: PageRequest, row: Survey, form: EnterAnswerForm) -> int:
    """Enter it; return 0 where that is done, else the status of the page that says why not."""
    at = clock.now()
    if not form.is_valid():
        return UNFIT if surveys.open_to(row, at) else refuse(form, survey_answers.SurveyOver())
    try:
        survey_answers.enter(row.pk, form.told(), form.values(), by=request.actor, at=at)
    except (survey_answers.SurveyOver, survey_answers.AnsweredBefore) as error:
        return refuse(form, error)
    return 0


@open_to(RESIDENTS)
@never_cache
@require_safe
def answers(request: PageRequest, survey: UUID) -> HttpResponse:
    """Show who answered what, and who did not; that somebody looked is audited."""
    row, at = own_survey(request, survey), clock.now()
    if row.anonymous or row.published_at is None:
        raise Http404
    found = survey_answers.look(row.pk, by=request.actor, at=at)
    homes = addressees([one.household for one in found.answers], clock.day_of(at))
    groups, asks = group_names(), list(enumerate(row.asks, start=1))
    context = {
        "row": row,
        "name": district_names().get(row.district, row.district),
        "found": found,
        "is_open": row.state == State.OPEN,
        "open": surveys.open_to(row, at),
        "lines": [
            (
                one,
                one.name or homes[one.household].name or GONE,
                groups.get(one.group, ""),
                [(ask.text, said(ask, one.values.get(str(n)))) for n, ask in asks],
            )
            for one in found.answers
        ],
    }
    return render(request, "community/head_survey_answers.html", context)


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
