"""One survey as who leads the district sees it (会員アンケート): how far, and what follows."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.forms import (
    AnswerForm,
    ExtendForm,
    SummaryForm,
    WithdrawForm,
)
from tsunagaru.services.community.models import Survey
from tsunagaru.services.community.queries import spellings, surveys
from tsunagaru.services.community.queries.setups import district_names
from tsunagaru.services.community.queries.survey_results import result_of
from tsunagaru.services.community.rules.surveys import State
from tsunagaru.services.community.views.head_surveys import own_survey


@open_to(RESIDENTS)
@never_cache
@require_safe
def survey(request: PageRequest, survey: UUID) -> HttpResponse:
    """Show a draft as households will see it, or how far the answers have come."""
    return show(request, own_survey(request, survey))


def show(
    request: PageRequest,
    row: Survey,
    *,
    extending: ExtendForm | None = None,
    withdrawing: WithdrawForm | None = None,
    summing: SummaryForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show a survey with what can be done, with what was typed wrongly."""
    at, is_open = clock.now(), row.state == State.OPEN
    context = {
        "row": row,
        "name": district_names().get(row.district, row.district),
        "form": AnswerForm(row=row),
        "open": surveys.open_to(row, at),
        "progress": surveys.progress(row, clock.day_of(at)) if is_open else None,
        "doubts": len(spellings.doubts(row.district, clock.day_of(at))) if is_open else 0,
        "found": result_of(row, for_head=True),
        "extending": extending or ExtendForm(row=row, day=clock.day_of(at)),
        "withdrawing": withdrawing or WithdrawForm(),
        "summing": summing or SummaryForm(initial={"summary": row.summary}),
    }
    return render(request, "community/head_survey.html", context, status=status)
