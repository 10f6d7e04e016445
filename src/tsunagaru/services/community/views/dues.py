"""The dues of the own household (自分の世帯の会費): what is open, what was paid to whom."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.models import Collection
from tsunagaru.services.community.queries import dues, own
from tsunagaru.services.community.queries.setups import rules
from tsunagaru.services.community.views.dues_paper import answer_receipt


@open_to(RESIDENTS)
@never_cache
@require_safe
def mine(request: PageRequest) -> HttpResponse:
    """Show what the own household owes its association, and has paid."""
    found = _mine(request)
    standings = dues.own_dues(found.home.id) if found.home else []
    rows = [
        (one, dues.year_words(one.due.dues.year), list(one.due.collections.all()))
        for one in standings
    ]
    return render(request, "community/own_dues.html", {"rows": rows, "mine": found})


@open_to(RESIDENTS)
@never_cache
@require_safe
def receipt(request: PageRequest, collection: UUID) -> HttpResponse:
    """Give the receipt of what the own household paid."""
    found = _mine(request)
    rows = Collection.objects.select_related("due__member", "due__dues")
    row = rows.filter(pk=collection).first()
    if row is None or found.home is None or row.due.member.household != found.home.id:
        raise Http404
    return answer_receipt(row)


def _mine(request: PageRequest) -> own.Own:
    if request.actor.resident is None or rules() is None:
        raise Http404
    return own.own(request.actor.resident, clock.now())
