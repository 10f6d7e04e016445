"""Answers on paper and with names, and what is printed (会員アンケートの答え): for the head."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.forms import EnterAnswerForm
from tsunagaru.services.community.models import Survey
from tsunagaru.services.community.queries import surveys
from tsunagaru.services.community.queries.addressees import addressees, paper_home
from tsunagaru.services.community.queries.setups import district_names, group_names
from tsunagaru.services.community.queries.spellings import Alike
from tsunagaru.services.community.rules.surveys import State, said
from tsunagaru.services.community.services import survey_answers, survey_matching
from tsunagaru.services.community.views.head_surveys import own_survey
from tsunagaru.services.community.views.surveys import UNFIT, refuse

ENTERED = "答えを入れました。"
GONE = "（転出など）"
CALLED = "「{name}」と同じ世帯"
UNSHOWN = "町の記録か、前の答えにある、字のちがう世帯と同じ"


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
    status, form = _entered(request, row, form) if sent else (200, form)
    if not status:
        messages.success(request, ENTERED)
        return redirect("community:enter_answer", row.pk)
    is_open = surveys.open_to(row, clock.now())
    context = {"row": row, "form": form, "open": is_open, "sent": sent}
    return render(request, "community/head_survey_enter.html", context, status=status)


def _entered(
    request: PageRequest, row: Survey, form: EnterAnswerForm
) -> tuple[int, EnterAnswerForm]:
    """Enter it; return 0 where that is done, else the status and the form that says why not."""
    at = clock.now()
    if not form.is_valid():
        is_open = surveys.open_to(row, at)
        return (UNFIT if is_open else refuse(form, survey_answers.SurveyOver())), form
    try:
        survey_answers.enter(row.pk, form.told(), form.values(), by=request.actor, at=at)
    except (survey_answers.SurveyOver, survey_answers.AnsweredBefore) as error:
        return refuse(form, error), form
    except survey_matching.MaybeSame as question:
        alike = [(one.id, _called(one, request.language)) for one in question.choices]
        asking = EnterAnswerForm(request.POST, row=row, alike=alike)
        return UNFIT, asking
    return 0, form


def _called(one: Alike, language: str) -> str:
    """Return how a household that may be the same is called to the head (世帯の呼び方)."""
    if not one.name:
        return say(UNSHOWN, language)
    return say(CALLED, language, name=f"{one.name}（{one.place}）" if one.place else one.name)


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
    decided = survey_matching.decisions(row)
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
                decided.get(one.pk, ()),
            )
            for one in found.answers
        ],
    }
    return render(request, "community/head_survey_answers.html", context)
