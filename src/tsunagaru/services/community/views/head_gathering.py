"""One event as who leads the district sees it (行事の申込み): who comes, and what can be done."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tsunagaru.ground.documents import api as documents
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.forms import CancelForm, CountForm, EnterForm
from tsunagaru.services.community.models import Gathering
from tsunagaru.services.community.queries import gatherings
from tsunagaru.services.community.queries.gathering_sheets import day_list
from tsunagaru.services.community.queries.setups import district_names, groups
from tsunagaru.services.community.rules.gatherings import LIFE, Act, Place, State
from tsunagaru.services.community.services import attendance
from tsunagaru.services.community.services import gatherings as organising
from tsunagaru.services.community.views.acting import attempt
from tsunagaru.services.community.views.head_gatherings import own_row

CANCELLED = "中止にしました。申し込んだ世帯に知らせます。"
COUNTED = "出欠を記録しました。"
NOT_YET = "出欠は、行事の日から、申込みが消えるまで記録できます。"


@open_to(RESIDENTS)
@never_cache
@require_safe
def gathering(request: PageRequest, gathering: UUID) -> HttpResponse:
    """Show who signed up."""
    return show(request, own_row(request, gathering))


@open_to(RESIDENTS)
@require_POST
def cancel(request: PageRequest, gathering: UUID) -> HttpResponse:
    """Cancel the event with a reason."""
    row, form = own_row(request, gathering), CancelForm(request.POST)
    if not form.is_valid():
        return show(request, row, cancelling=form, status=422)
    reason, by, at = form.cleaned_data["reason"], request.actor, clock.now()
    attempt(request, lambda: organising.cancel(row.pk, reason, by=by, at=at), CANCELLED)
    return redirect("community:head_gathering", row.pk)


@open_to(RESIDENTS)
@require_POST
def count(request: PageRequest, gathering: UUID) -> HttpResponse:
    """Note who came."""
    row = own_row(request, gathering)
    form = _count_form(request, row)
    if form is None:
        messages.warning(request, NOT_YET)
    if form is None or not form.is_valid():
        return show(request, row, counting=form, status=422)
    came, walk_ins, by, at = form.came(), form.cleaned_data["walk_ins"], request.actor, clock.now()
    attempt(request, lambda: attendance.count(row.pk, came, walk_ins, by=by, at=at), COUNTED)
    return redirect("community:head_gathering", row.pk)


@open_to(RESIDENTS)
@never_cache
@require_safe
def paper(request: PageRequest, gathering: UUID) -> HttpResponse:
    """Give the list for the day as PDF; that names were handed out is audited."""
    row, at = own_row(request, gathering), clock.now()
    try:
        pdf = day_list(row, at=at)
    except documents.CannotRender as error:
        return HttpResponse(error.sentence, status=422, content_type="text/plain; charset=utf-8")
    facts = {"district": row.district}
    audit(actor=request.actor, action="gathering.list_printed", subject=row.pk, at=at, facts=facts)
    told = HttpResponse(pdf, content_type="application/pdf")
    told["Content-Disposition"] = f'inline; filename="gathering-{row.on}.pdf"'
    return told


def show(
    request: PageRequest,
    row: Gathering,
    *,
    entering: EnterForm | None = None,
    cancelling: CancelForm | None = None,
    counting: CountForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show an event with its forms, with what was typed wrongly."""
    day = clock.day_of(clock.now())
    named = [(one.code, one.name) for one in groups(row.district)]
    found = gatherings.lines(row, day)
    context = {
        "row": row,
        "name": district_names().get(row.district, row.district),
        "totals": gatherings.totals_of(row),
        "lines": [one for one in found if one.row.place == Place.IN],
        "waiting": [one for one in found if one.row.place == Place.WAITING],
        "to_call": [one for one in found if one.row.to_call],
        "is_coming": row.state == State.OPEN and day <= row.on,
        "entering": entering or EnterForm(groups=named),
        "cancelling": cancelling or CancelForm(),
        "counting": counting or _count_form(request, row),
    }
    return render(request, "community/head_gathering.html", context, status=status)


def _count_form(request: PageRequest, row: Gathering) -> CountForm | None:
    day = clock.day_of(clock.now())
    if Act.COUNT not in LIFE.allowed(State(row.state)) or day < row.on or row.emptied_at:
        return None
    found = [one for one in gatherings.lines(row, day) if one.row.place == Place.IN]
    data = request.POST if "walk_ins" in request.POST else None
    return CountForm(data, found=found, walk_ins=row.walk_ins)
