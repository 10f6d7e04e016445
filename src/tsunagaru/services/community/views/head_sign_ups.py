"""Sign-ups that come to the head on the telephone or on paper (代わりの申込み)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.forms import EnterForm, PartyForm
from tsunagaru.services.community.models import SignUp
from tsunagaru.services.community.queries import gatherings
from tsunagaru.services.community.queries.setups import groups
from tsunagaru.services.community.services import attendance, sign_ups
from tsunagaru.services.community.services.lines import NoRoom
from tsunagaru.services.community.services.sign_ups import SignedBefore, SignUpsClosed
from tsunagaru.services.community.views.acting import REFUSALS, attempt
from tsunagaru.services.community.views.gatherings import no_room
from tsunagaru.services.community.views.head_gathering import show
from tsunagaru.services.community.views.head_gatherings import own_row

OVER = REFUSALS[SignUpsClosed]
TWICE = "同じ氏名の申込みがあります。別の世帯のときは、氏名に組などを書き添えてください。"
ENTERED, CHANGED, GONE = "申込みを入れました。", "変更しました。", "申込みを取り消しました。"
TOLD = "伝えたことを記録しました。"


@open_to(RESIDENTS)
@require_POST
def enter(request: PageRequest, gathering: UUID) -> HttpResponse:
    """Enter a household."""
    row = own_row(request, gathering)
    named = [(one.code, one.name) for one in groups(row.district)]
    form = EnterForm(request.POST, groups=named)
    if form.is_valid():
        by, at = request.actor, clock.now()
        try:
            sign_ups.enter(row.pk, form.told(), form.party(), by=by, at=at)
        except SignedBefore:
            form.add_error("name", TWICE)
        except SignUpsClosed:
            form.add_error(None, OVER)
        except NoRoom as error:
            form.add_error("adults", no_room(error, request.language))
        else:
            messages.success(request, ENTERED)
            return redirect("community:head_gathering", row.pk)
    return show(request, row, entering=form, status=422)


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: PageRequest, sign_up: UUID) -> HttpResponse:
    """Change how many come of a household."""
    one, sent = _own(request, sign_up), request.method == "POST"
    form = PartyForm(request.POST if sent else None, row=one)
    if sent and form.is_valid():
        try:
            sign_ups.change_for(one.pk, form.party(), by=request.actor, at=clock.now())
        except SignUpsClosed:
            form.add_error(None, OVER)
        except NoRoom as error:
            form.add_error("adults", no_room(error, request.language))
        else:
            messages.success(request, CHANGED)
            return redirect("community:head_gathering", one.gathering_id)
    line = gatherings.line(one, clock.day_of(clock.now()))
    context = {"one": one, "row": one.gathering, "line": line, "form": form}
    status = 422 if sent else 200
    return render(request, "community/head_sign_up.html", context, status=status)


@open_to(RESIDENTS)
@require_POST
def withdraw(request: PageRequest, sign_up: UUID) -> HttpResponse:
    """Take a sign-up back for a household."""
    one = _own(request, sign_up)
    by, at = request.actor, clock.now()
    attempt(request, lambda: sign_ups.withdraw_for(one.pk, by=by, at=at), GONE)
    return redirect("community:head_gathering", one.gathering_id)


@open_to(RESIDENTS)
@require_POST
def told(request: PageRequest, sign_up: UUID) -> HttpResponse:
    """Note that the household was called."""
    one = _own(request, sign_up)
    attendance.note_told(one.pk, by=request.actor, at=clock.now())
    messages.success(request, TOLD)
    return redirect("community:head_gathering", one.gathering_id)


def _own(request: PageRequest, sign_up: UUID) -> SignUp:
    one = SignUp.objects.select_related("gathering").filter(pk=sign_up).first()
    if one is None or not one.active:
        raise Http404
    own_row(request, one.gathering_id)
    return one
