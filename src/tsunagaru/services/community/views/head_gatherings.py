"""Whoever leads a district posts its events (行事を載せる), changes and cancels them."""

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
from tsunagaru.services.community.forms import GatheringChangeForm, GatheringForm
from tsunagaru.services.community.models import Gathering
from tsunagaru.services.community.queries import gatherings
from tsunagaru.services.community.queries.offices import leads
from tsunagaru.services.community.queries.setups import district_names, rules
from tsunagaru.services.community.rules.gatherings import CannotMove, State
from tsunagaru.services.community.services import gatherings as organising
from tsunagaru.services.community.services.gatherings import TooSmall

POSTED = "行事を載せました。区の世帯が申し込めます。"
CHANGED = "変更しました。申し込んだ世帯に知らせます。"


@open_to(RESIDENTS)
@never_cache
@require_safe
def listed(request: PageRequest, district: str) -> HttpResponse:
    """Show the events of a district to who leads it: what comes, and what is over."""
    _check(request, district)
    day = clock.day_of(clock.now())
    context = {
        "code": district,
        "name": district_names().get(district, district),
        "rows": [(row, gatherings.totals_of(row)) for row in gatherings.coming(district, day)],
        "past": gatherings.past(district, day),
    }
    return render(request, "community/head_gatherings.html", context)


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: PageRequest, district: str) -> HttpResponse:
    """Post an event."""
    _check(request, district)
    at, sent = clock.now(), request.method == "POST"
    form = GatheringForm(request.POST if sent else None, day=clock.day_of(at))
    if sent and form.is_valid():
        made = organising.post(district, form.plan(), by=request.actor, at=at)
        messages.success(request, POSTED)
        return redirect("community:head_gathering", made)
    return _write(request, form, district, None)


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PageRequest, gathering: UUID) -> HttpResponse:
    """Change an event; everybody signed up is told."""
    row, at, sent = own_row(request, gathering), clock.now(), request.method == "POST"
    if row.state != State.OPEN:
        raise Http404
    form = GatheringChangeForm(request.POST if sent else None, day=clock.day_of(at), row=row)
    if sent and form.is_valid():
        note = form.cleaned_data["note"]
        try:
            organising.change(row.pk, form.plan(), note, by=request.actor, at=at)
        except CannotMove as error:
            raise Http404 from error
        except TooSmall as error:
            form.add_error("capacity", _too_small(error, request.language))
        else:
            messages.success(request, CHANGED)
            return redirect("community:head_gathering", row.pk)
    return _write(request, form, row.district, row)


def own_row(request: PageRequest, gathering: UUID) -> Gathering:
    """Return an event of a district this person leads, or answer that there is none."""
    row = Gathering.objects.filter(pk=gathering).first()
    if row is None:
        raise Http404
    _check(request, row.district)
    return row


def _too_small(error: TooSmall, language: str) -> str:
    return say("すでに{taken}人の参加が決まっています。", language, taken=error.taken)


def _write(
    request: PageRequest, form: GatheringForm, district: str, row: Gathering | None
) -> HttpResponse:
    context = {
        "form": form,
        "code": district,
        "name": district_names().get(district, district),
        "row": row,
    }
    status = 422 if form.is_bound else 200
    return render(request, "community/head_gathering_write.html", context, status=status)


def _check(request: PageRequest, district: str) -> None:
    day = clock.day_of(clock.now())
    if rules() is None or not leads(request.actor.resident, district, day):
        raise Http404
