"""What who leads a district does with a survey (会員アンケートの操作)."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.forms import ExtendForm, SummaryForm, WithdrawForm
from tsunagaru.services.community.services import survey_closing, survey_matching
from tsunagaru.services.community.services import surveys as asking
from tsunagaru.services.community.views.acting import Known, attempt
from tsunagaru.services.community.views.head_survey import show
from tsunagaru.services.community.views.head_surveys import own_survey

PUBLISHED = "公開しました。区の世帯に知らせます。"
DROPPED, CLOSED = "取りやめました。", "回答を締め切りました。"
REMINDED = "まだ答えていない世帯に、もう一度知らせます。"
EXTENDED, WITHDRAWN = "最後の日を延ばしました。", "取り下げました。区の世帯に知らせます。"
UNDONE = "判断を直しました。"
SUMMARISED = "まとめを公開しました。"


@open_to(RESIDENTS)
@require_POST
def act(request: PageRequest, survey: UUID) -> HttpResponse:
    """Publish a draft, drop it, remind, or close."""
    row, at, by = own_survey(request, survey), clock.now(), request.actor
    known: Known = {
        "publish": (lambda: asking.release(row.pk, by=by, at=at), PUBLISHED),
        "drop": (lambda: asking.drop(row.pk, by=by, at=at), DROPPED),
        "remind": (lambda: asking.remind(row.pk, by=by, at=at), REMINDED),
        "close": (lambda: survey_closing.close_early(row.pk, by=by, at=at), CLOSED),
    }
    name = request.POST.get("act", "")
    done = name in known and attempt(request, *known[name])
    if name == "drop" and done:
        return redirect("community:head_surveys", row.district)
    return redirect("community:head_survey", row.pk)


@open_to(RESIDENTS)
@require_POST
def undo_match(request: PageRequest, survey: UUID, match: UUID) -> HttpResponse:
    """Take back that two households are one, or are two."""
    row, at, by = own_survey(request, survey), clock.now(), request.actor
    attempt(request, lambda: survey_matching.undo(row.pk, match, by=by, at=at), UNDONE)
    return redirect("community:survey_answers", row.pk)


@open_to(RESIDENTS)
@require_POST
def extend(request: PageRequest, survey: UUID) -> HttpResponse:
    """Move the last day."""
    row, at, by = own_survey(request, survey), clock.now(), request.actor
    form = ExtendForm(request.POST, row=row, day=clock.day_of(at))
    if not form.is_valid():
        return show(request, row, extending=form, status=422)
    due_on = form.cleaned_data["due_on"]
    attempt(request, lambda: asking.extend(row.pk, due_on, by=by, at=at), EXTENDED)
    return redirect("community:head_survey", row.pk)


@open_to(RESIDENTS)
@require_POST
def withdraw(request: PageRequest, survey: UUID) -> HttpResponse:
    """Take it back with a reason."""
    row, form = own_survey(request, survey), WithdrawForm(request.POST)
    at, by = clock.now(), request.actor
    if not form.is_valid():
        return show(request, row, withdrawing=form, status=422)
    reason = form.cleaned_data["reason"]
    attempt(request, lambda: asking.withdraw(row.pk, reason, by=by, at=at), WITHDRAWN)
    return redirect("community:head_survey", row.pk)


@open_to(RESIDENTS)
@require_POST
def summarise(request: PageRequest, survey: UUID) -> HttpResponse:
    """Write what was answered, for everybody."""
    row, form = own_survey(request, survey), SummaryForm(request.POST)
    at, by = clock.now(), request.actor
    if not form.is_valid():
        return show(request, row, summing=form, status=422)
    words = form.cleaned_data["summary"]
    attempt(request, lambda: asking.summarise(row.pk, words, by=by, at=at), SUMMARISED)
    return redirect("community:head_survey", row.pk)
