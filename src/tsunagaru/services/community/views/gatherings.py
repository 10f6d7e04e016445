"""Events of the own district (行事): a household signs up, changes and withdraws."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.forms import PartyForm
from tsunagaru.services.community.models import Gathering
from tsunagaru.services.community.queries import gatherings, own
from tsunagaru.services.community.queries.setups import district_names, rules
from tsunagaru.services.community.rules.gatherings import Place
from tsunagaru.services.community.services import sign_ups
from tsunagaru.services.community.services.lines import NoRoom

CLOSED = "申込みの受付は終わりました。変えたいときは、区長に連絡してください。"
IN, WAITS = "参加を申し込みました。", "定員に達しているため、空き待ちになりました。"
GONE = "申込みを取り消しました。"


@open_to(RESIDENTS)
@never_cache
@require_safe
def listed(request: PageRequest) -> HttpResponse:
    """Show the events of the own district, with what the household signed up for."""
    mine = _mine(request)
    day = clock.day_of(clock.now())
    found = gatherings.coming(mine.district, day)
    signed = gatherings.own_sign_ups(mine, found)
    rows = [(row, signed.get(row.pk), gatherings.open_to(row, day)) for row in found]
    context = {"name": district_names().get(mine.district, mine.district), "rows": rows}
    return render(request, "community/gatherings.html", context)


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def gathering(request: PageRequest, gathering: UUID) -> HttpResponse:
    """Show one event; a POST signs the household up, or changes how many come."""
    mine = _mine(request)
    row = _row(gathering, mine)
    one = gatherings.own_sign_ups(mine, [row]).get(row.pk)
    sent = request.method == "POST"
    form = PartyForm(request.POST if sent else None, row=one)
    if sent and form.is_valid() and _signed_up(request, row, mine, form):
        return redirect("community:gathering", row.pk)
    totals, day = gatherings.totals_of(row), clock.day_of(clock.now())
    context = {
        "row": row,
        "name": district_names().get(row.district, row.district),
        "one": one if one and one.active else None,
        "ahead": gatherings.ahead_of(one) if one and one.place == Place.WAITING else 0,
        "totals": totals,
        "open": gatherings.open_to(row, day),
        "mine": mine,
        "form": form,
    }
    return render(request, "community/gathering.html", context, status=422 if sent else 200)


@open_to(RESIDENTS)
@require_POST
def withdraw(request: PageRequest, gathering: UUID) -> HttpResponse:
    """Take the household's sign-up back."""
    mine = _mine(request)
    row = _row(gathering, mine)
    if mine.home is None:
        raise Http404
    try:
        sign_ups.withdraw(row.pk, mine.home, by=request.actor, at=clock.now())
    except sign_ups.SignUpsClosed:
        messages.warning(request, CLOSED)
    except sign_ups.CannotSignUp as error:
        raise Http404 from error
    else:
        messages.success(request, GONE)
    return redirect("community:gathering", row.pk)


def _signed_up(request: PageRequest, row: Gathering, mine: own.Own, form: PartyForm) -> bool:
    if mine.home is None:
        raise Http404
    try:
        at = clock.now()
        place = sign_ups.sign_up(row.pk, mine.home, form.party(), by=request.actor, at=at)
    except sign_ups.SignUpsClosed:
        form.add_error(None, CLOSED)
    except NoRoom as error:
        form.add_error("adults", no_room(error, request.language))
    else:
        messages.success(request, IN if place is Place.IN else WAITS)
        return True
    return False


def no_room(error: NoRoom, language: str) -> str:
    """Return in words how many of a household may come."""
    return say("定員があるため、この世帯は{free}人までです。", language, free=error.free)


def _mine(request: PageRequest) -> own.Own:
    if request.actor.resident is None or rules() is None:
        raise Http404
    return own.own(request.actor.resident, clock.now())


def _row(gathering: UUID, mine: own.Own) -> Gathering:
    row = Gathering.objects.filter(pk=gathering).first()
    if row is None or not mine.district or row.district != mine.district:
        raise Http404
    return row
