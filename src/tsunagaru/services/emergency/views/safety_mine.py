"""One's own and the family's safety (家族の安否), and who may see one's own (共有)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.emergency.forms.safety import AnswerForm
from tsunagaru.services.emergency.queries import safety as queries
from tsunagaru.services.emergency.queries import sharing
from tsunagaru.services.emergency.rules.safety import Way
from tsunagaru.services.emergency.services import sharing as agreeing
from tsunagaru.services.emergency.services.answers import answer
from tsunagaru.services.emergency.views.safety_answer import UNFIT, own_line


def me(request: PageRequest) -> UUID:
    """Return the resident who is signed in."""
    if request.actor.resident is None:
        raise Http404
    return request.actor.resident


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def safety_mine(request: PageRequest) -> HttpResponse:
    """Show one's own answer and the family's in each open round, and take one's own."""
    resident, at, status = me(request), clock.now(), 200
    rounds = list(queries.open_rounds())
    forms = {row.pk: AnswerForm(prefix=row.pk.hex) for row in rounds}
    if request.method == "POST":
        row = next((one for one in rounds if str(one.pk) == request.POST.get("round")), None)
        if row is None:
            raise Http404
        form = forms[row.pk] = AnswerForm(request.POST, prefix=row.pk.hex)
        if form.is_valid():
            answer(row.pk, own_line(resident), form.said(Way.ONLINE), at=at)
            messages.success(request, say("返事を受け取りました。", request.language))
            return redirect("emergency:safety_mine")
        status = UNFIT
    family = [*sharing.household(resident, at), *sharing.told_to(resident)]
    context = {
        "boards": [
            {
                "row": row,
                "form": forms[row.pk],
                "mine": queries.mine(row, resident),
                "family": sharing.seen(row, dict.fromkeys(family), at),
            }
            for row in rounds
        ],
        "groups": sharing.groups_kept_by(resident),
        "districts": [queries.district_names().get(c, c) for c in sharing.districts_of(resident)],
    }
    return render(request, "emergency/safety/mine.html", context, status=status)


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def safety_sharing(request: PageRequest) -> HttpResponse:
    """Show and change who may see whether one is safe."""
    resident, at, link = me(request), clock.now(), ""
    if "invite" in request.POST:
        path = reverse("emergency:safety_join", args=[agreeing.invitation(resident)])
        link = request.build_absolute_uri(path)
    elif "head" in request.POST:
        agreeing.share(resident, agreeing.HEAD, by=request.actor, at=at)
        return redirect("emergency:safety_sharing")
    shares = list(sharing.shares_of(resident))
    others = people.residents([o.other for o in shares if o.other], day=clock.day_of(at))
    context = {
        "shares": [(one, others.get(one.other) if one.other else None) for one in shares],
        "told": people.residents(sharing.told_to(resident), day=clock.day_of(at)).values(),
        "heads": any(one.kind == agreeing.HEAD for one in shares),
        "link": link,
    }
    return render(request, "emergency/safety/sharing.html", context)


@open_to(RESIDENTS)
@require_POST
def safety_unshare(request: PageRequest, share: UUID) -> HttpResponse:
    """Take a consent back."""
    try:
        agreeing.take_back(share, resident=me(request), by=request.actor, at=clock.now())
    except agreeing.CannotShare as error:
        raise Http404 from error
    messages.success(request, say("共有をやめました。", request.language))
    return redirect("emergency:safety_sharing")
