"""Whoever leads a district writes its surveys (会員アンケートを書く)."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.forms import SurveyForm
from tsunagaru.services.community.models import Survey
from tsunagaru.services.community.queries.setups import district_names
from tsunagaru.services.community.queries.surveys import LATEST
from tsunagaru.services.community.rules.surveys import State
from tsunagaru.services.community.services import surveys as asking
from tsunagaru.services.community.views import head_forms
from tsunagaru.services.community.views.head_forms import Change, need_leader

KEPT = "下書きを保存しました。まだ、どの世帯も読めません。"
PAPER = head_forms.Paper(
    form=lambda data, day: SurveyForm(data, day=day),
    begin=lambda form, district, by, at: asking.draft(district, form.plan(), by=by, at=at),
    begun=KEPT,
    template="community/head_survey_write.html",
    page="community:head_survey",
)


@open_to(RESIDENTS)
@never_cache
@require_safe
def listed(request: PageRequest, district: str) -> HttpResponse:
    """Show the surveys of a district to who leads it, drafts as well."""
    need_leader(request, district)
    rows = Survey.objects.filter(district=district).exclude(state=State.DROPPED)
    context = {
        "code": district,
        "name": district_names().get(district, district),
        "rows": rows[:LATEST],
    }
    return render(request, "community/head_surveys.html", context)


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: PageRequest, district: str) -> HttpResponse:
    """Write a survey."""
    return head_forms.write(request, PAPER, district)


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PageRequest, survey: UUID) -> HttpResponse:
    """Change a draft; what is published stands."""
    row, day = own_survey(request, survey), clock.day_of(clock.now())
    if row.state != State.DRAFT:
        raise Http404
    how = Change(
        form=SurveyForm(head_forms.sent(request), day=day, row=row),
        act=lambda form, by, at: asking.change(row.pk, form.plan(), by=by, at=at),
        done=KEPT,
    )
    return head_forms.change(request, PAPER, how, row)


def own_survey(request: PageRequest, survey: UUID) -> Survey:
    """Return a survey of a district this person leads, or answer that there is none."""
    row = Survey.objects.filter(pk=survey).exclude(state=State.DROPPED).first()
    if row is None:
        raise Http404
    need_leader(request, row.district)
    return row
