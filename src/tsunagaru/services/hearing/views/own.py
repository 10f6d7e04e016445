"""An inquiry as its sender sees it (受付番号のページ): by the private link, or signed in."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import ANYONE, RESIDENTS, open_to
from tsunagaru.services.hearing.models import Inquiry
from tsunagaru.services.hearing.queries import own as queries
from tsunagaru.services.hearing.queries.setups import rules, topic_name
from tsunagaru.services.hearing.views.showing import act_on, show


@open_to(ANYONE)
@never_cache
@require_safe
def by_link(request: PageRequest, token: str) -> HttpResponse:
    """Show how an inquiry stands to who has its link."""
    return show(request, _behind(token), reverse("hearing:status_act", args=[token]))


@open_to(ANYONE)
@never_cache
@require_safe
def by_message(_request: PageRequest, token: str) -> HttpResponse:
    """Lead from a message in LINE, mail or SMS to the answer."""
    row = queries.behind_message(token)
    if row is None:
        raise Http404
    return redirect(queries.path_of(row.pk))


@open_to(ANYONE)
@require_POST
def act_by_link(request: PageRequest, token: str) -> HttpResponse:
    """Do what its sender pressed."""
    here = reverse("hearing:status", args=[token])
    return act_on(request, _behind(token), here, reverse("hearing:status_act", args=[token]))


@open_to(RESIDENTS)
@never_cache
@require_safe
def listed(request: PageRequest) -> HttpResponse:
    """Show a resident's inquiries."""
    if request.actor.resident is None or rules() is None:
        raise Http404
    rows = queries.all_of(request.actor.resident)
    named = [(row, topic_name(row.topic, request.language)) for row in rows]
    return render(request, "hearing/mine.html", {"rows": named})


@open_to(RESIDENTS)
@never_cache
@require_safe
def own(request: PageRequest, inquiry: UUID) -> HttpResponse:
    """Show how a resident's own inquiry stands."""
    return show(request, _own(request, inquiry), reverse("hearing:own_act", args=[inquiry]))


@open_to(RESIDENTS)
@require_POST
def act_own(request: PageRequest, inquiry: UUID) -> HttpResponse:
    """Do what a resident pressed."""
    here, act = (reverse(f"hearing:{name}", args=[inquiry]) for name in ("own", "own_act"))
    return act_on(request, _own(request, inquiry), here, act)


def _behind(token: str) -> Inquiry:
    row = queries.behind(token)
    if row is None:
        raise Http404
    return row


def _own(request: PageRequest, inquiry: UUID) -> Inquiry:
    row = queries.own(inquiry, request.actor.resident) if request.actor.resident else None
    if row is None or rules() is None:
        raise Http404
    return row
