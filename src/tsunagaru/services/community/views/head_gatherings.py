"""Whoever leads a district posts its events (行事を載せる), changes and cancels them."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, Actor, open_to
from tsunagaru.services.community.forms import GatheringChangeForm, GatheringForm
from tsunagaru.services.community.models import Gathering
from tsunagaru.services.community.queries import gatherings
from tsunagaru.services.community.queries.setups import district_names
from tsunagaru.services.community.rules.gatherings import State
from tsunagaru.services.community.services import gatherings as organising
from tsunagaru.services.community.services.gatherings import TooSmall
from tsunagaru.services.community.views import head_forms
from tsunagaru.services.community.views.head_forms import Change

POSTED = "行事を載せました。区の世帯が申し込めます。"
CHANGED = "変更しました。申し込んだ世帯に知らせます。"
PAPER = head_forms.Paper(
    form=lambda data, day: GatheringForm(data, day=day),
    begin=lambda form, district, by, at: organising.post(district, form.plan(), by=by, at=at),
    begun=POSTED,
    template="community/head_gathering_write.html",
    page="community:head_gathering",
)


@open_to(RESIDENTS)
@never_cache
@require_safe
def listed(request: PageRequest, district: str) -> HttpResponse:
    """Show the events of a district to who leads it: what comes, and what is over."""
    head_forms.need_leader(request, district)
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
    return head_forms.write(request, PAPER, district)


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PageRequest, gathering: UUID) -> HttpResponse:
    """Change an event; everybody signed up is told."""
    row, day = own_row(request, gathering), clock.day_of(clock.now())
    if row.state != State.OPEN:
        raise Http404

    def act(form: GatheringChangeForm, by: Actor, at: datetime) -> None:
        try:
            organising.change(row.pk, form.plan(), form.cleaned_data["note"], by=by, at=at)
        except TooSmall as error:
            raise ValidationError({"capacity": _too_small(error, request.language)}) from error

    form = GatheringChangeForm(head_forms.sent(request), day=day, row=row)
    return head_forms.change(request, PAPER, Change(form=form, act=act, done=CHANGED), row)


def own_row(request: PageRequest, gathering: UUID) -> Gathering:
    """Return an event of a district this person leads, or answer that there is none."""
    row = Gathering.objects.filter(pk=gathering).first()
    if row is None:
        raise Http404
    head_forms.need_leader(request, row.district)
    return row


def _too_small(error: TooSmall, language: str) -> str:
    return say("すでに{taken}人の参加が決まっています。", language, taken=error.taken)
