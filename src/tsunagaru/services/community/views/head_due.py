"""What one household owes and has paid (世帯の集金): collected, reduced."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.forms import CollectForm, ReasonForm, ReliefForm
from tsunagaru.services.community.models import Due
from tsunagaru.services.community.queries import dues
from tsunagaru.services.community.services import dues as collecting
from tsunagaru.services.community.services.dues import TooMuch
from tsunagaru.services.community.views.head_dues import reach_in

COLLECTED, REDUCED = "集金を記録しました。", "この世帯の会費を変えました。"
LEFT = "残りは{yen}円です。それより多くは記録できません。"
TAKEN = "すでに{yen}円を受け取っています。先に集金を訂正してください。"


@open_to(RESIDENTS)
@never_cache
@require_safe
def due(request: PageRequest, due: UUID) -> HttpResponse:
    """Show what a household owes and has paid."""
    return show(request, *own_due(request, due))


@open_to(RESIDENTS)
@require_POST
def collect(request: PageRequest, due: UUID) -> HttpResponse:
    """Keep that money was taken from a household."""
    row, reach = own_due(request, due)
    at, standing = clock.now(), dues.standing_of(row)
    form = CollectForm(request.POST, day=clock.day_of(at), open_yen=standing.open_yen)
    if form.is_valid():
        yen, paid_on = form.cleaned_data["amount_yen"], form.cleaned_data["paid_on"]
        try:
            collecting.collect(row.pk, yen, paid_on, by=request.actor, at=at)
        except TooMuch as error:
            form.add_error("amount_yen", say(LEFT, request.language, yen=f"{error.open_yen:,}"))
        else:
            messages.success(request, COLLECTED)
            return redirect("community:due", row.pk)
    return show(request, row, reach, collecting_form=form)


@open_to(RESIDENTS)
@require_POST
def relieve(request: PageRequest, due: UUID) -> HttpResponse:
    """Let a household pay another amount, with a reason."""
    row, reach = own_due(request, due)
    if not reach.leads:
        raise Http404
    form = ReliefForm(request.POST)
    if form.is_valid():
        yen, reason = form.cleaned_data["amount_yen"], form.cleaned_data["reason"]
        try:
            collecting.relieve(row.pk, yen, reason, by=request.actor, at=clock.now())
        except TooMuch as error:
            form.add_error("amount_yen", say(TAKEN, request.language, yen=f"{error.open_yen:,}"))
        else:
            messages.success(request, REDUCED)
            return redirect("community:due", row.pk)
    return show(request, row, reach, relief=form)


def own_due(request: PageRequest, due: UUID) -> tuple[Due, dues.Reach]:
    """Return what a household owes from which this person collects, or answer: none."""
    row = Due.objects.select_related("dues", "member").filter(pk=due).first()
    if row is None:
        raise Http404
    reach = reach_in(request, row.dues.district)
    if not reach.takes_in(row.member.group):
        raise Http404
    return row, reach


def show(
    request: PageRequest,
    row: Due,
    reach: dues.Reach,
    *,
    collecting_form: CollectForm | None = None,
    relief: ReliefForm | None = None,
    correcting: ReasonForm | None = None,
) -> HttpResponse:
    """Show a household with its forms, with what was typed wrongly."""
    standing, day = dues.standing_of(row), clock.day_of(clock.now())
    sent = collecting_form or relief or correcting
    context = {
        "row": row,
        "year": dues.year_words(row.dues.year),
        "one": standing,
        "reach": reach,
        "me": request.actor.resident,
        "rows": list(row.collections.select_related("taken_back")),
        "reliefs": list(row.reliefs.all()) if reach.leads else [],
        "collecting": collecting_form or CollectForm(day=day, open_yen=standing.open_yen),
        "relief": relief or ReliefForm(initial={"amount_yen": f"{row.amount_yen:,}"}),
        "correcting": correcting or ReasonForm(),
    }
    return render(request, "community/due.html", context, status=422 if sent else 200)
