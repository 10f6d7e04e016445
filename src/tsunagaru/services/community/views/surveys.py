"""Surveys of the own district (会員アンケート): a household answers, and reads the result."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.forms import AnswerForm
from tsunagaru.services.community.models import Survey
from tsunagaru.services.community.queries import own, surveys
from tsunagaru.services.community.queries.setups import district_names, rules
from tsunagaru.services.community.queries.survey_results import result_of
from tsunagaru.services.community.rules.surveys import said
from tsunagaru.services.community.services import survey_answers

OVER = "回答の受付は終わりました。この答えは送られていません。"
BEFORE = "この世帯の答えは、すでに受け取っています。二度押しても、家族の方が先に送っても、1つです。"
SENT = "答えを受け取りました。"
UNFIT, TOO_LATE = 422, 409
WHY: dict[type[Exception], str] = {
    survey_answers.SurveyOver: OVER,
    survey_answers.AnsweredBefore: BEFORE,
}


@open_to(RESIDENTS)
@never_cache
@require_safe
def listed(request: PageRequest) -> HttpResponse:
    """Show the surveys of the own district, and which of them the household answered."""
    mine, at = _mine(request), clock.now()
    found = surveys.shown_in(mine.district) if mine.district else []
    context = {
        "name": district_names().get(mine.district, mine.district),
        "rows": [(row, surveys.open_to(row, at), surveys.has_answered(row, mine)) for row in found],
    }
    return render(request, "community/surveys.html", context)


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: PageRequest, survey: UUID) -> HttpResponse:
    """Show one survey; a POST answers it for the household."""
    mine = _mine(request)
    row = _row(survey, mine)
    one = surveys.own_answer(row, mine)
    sent = request.method == "POST"
    form = AnswerForm(request.POST if sent else None, row=row, values=one.values if one else None)
    status = _send(request, row, mine, form) if sent else 200
    if not status:
        return redirect("community:survey", row.pk)
    values = one.values if one else {}
    context = {
        "row": row,
        "name": district_names().get(row.district, row.district),
        "form": form,
        "sent": sent,
        "open": surveys.open_to(row, clock.now()),
        "mine": mine,
        "answered": surveys.has_answered(row, mine),
        "own": [(ask.text, said(ask, values.get(str(n)))) for n, ask in enumerate(row.asks, 1)],
        "one": one,
        "found": result_of(row),
    }
    return render(request, "community/survey.html", context, status=status)


def _send(request: PageRequest, row: Survey, mine: own.Own, form: AnswerForm) -> int:
    """Answer; return 0 where that is done, else the status of the page that says why not."""
    home, at = mine.home, clock.now()
    if home is None:
        raise Http404
    if not form.is_valid():
        return UNFIT if surveys.open_to(row, at) else refuse(form, survey_answers.SurveyOver())
    try:
        survey_answers.answer(row.pk, home, form.values(), by=request.actor, at=at)
    except (survey_answers.SurveyOver, survey_answers.AnsweredBefore) as error:
        return refuse(form, error)
    messages.success(request, SENT)
    return 0


def refuse(form: AnswerForm, error: Exception) -> int:
    """Say why an answer was not taken; return the status of the page that says so."""
    form.add_error(None, WHY[type(error)])
    return TOO_LATE


def _mine(request: PageRequest) -> own.Own:
    if request.actor.resident is None or rules() is None:
        raise Http404
    return own.own(request.actor.resident, clock.now())


def _row(survey: UUID, mine: own.Own) -> Survey:
    row = Survey.objects.filter(pk=survey, state__in=surveys.SEEN).first()
    if row is None or not mine.district or row.district != mine.district:
        raise Http404
    return row
