"""Whoever leads a district writes its surveys (会員アンケートを書く)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
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
from tsunagaru.services.community.views.acting import attempt
from tsunagaru.services.community.views.head_minutes import need_leader

KEPT = "下書きを保存しました。まだ、どの世帯も読めません。"


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
    need_leader(request, district)
    at, sent = clock.now(), request.method == "POST"
    form = SurveyForm(request.POST if sent else None, day=clock.day_of(at))
    if sent and form.is_valid():
        made = asking.draft(district, form.plan(), by=request.actor, at=at)
        messages.success(request, KEPT)
        return redirect("community:head_survey", made)
    return _write(request, form, district, None)


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PageRequest, survey: UUID) -> HttpResponse:
    """Change a draft; what is published stands."""
    row, at, sent = own_survey(request, survey), clock.now(), request.method == "POST"
    if row.state != State.DRAFT:
        raise Http404
    form = SurveyForm(request.POST if sent else None, day=clock.day_of(at), row=row)
    if sent and form.is_valid():
        plan, by = form.plan(), request.actor
        attempt(request, lambda: asking.change(row.pk, plan, by=by, at=at), KEPT)
        return redirect("community:head_survey", row.pk)
    return _write(request, form, row.district, row)


def own_survey(request: PageRequest, survey: UUID) -> Survey:
    """Return a survey of a district this person leads, or answer that there is none."""
    row = Survey.objects.filter(pk=survey).exclude(state=State.DROPPED).first()
    if row is None:
        raise Http404
    need_leader(request, row.district)
    return row


def _write(
    request: PageRequest, form: SurveyForm, district: str, row: Survey | None
) -> HttpResponse:
    context = {
        "form": form,
        "code": district,
        "name": district_names().get(district, district),
        "row": row,
    }
    status = 422 if form.is_bound else 200
    return render(request, "community/head_survey_write.html", context, status=status)
