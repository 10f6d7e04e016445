"""Joining one's LINE (LINEの連携): the page to which the link in LINE leads."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tsunagaru.engines.messages.gateways.channels import Kind
from tsunagaru.engines.messages.gateways.line_linking import page_for
from tsunagaru.engines.messages.queries.connecting import contract_for
from tsunagaru.engines.messages.services.line_linking import begin_linking
from tsunagaru.engines.messages.views.registered import registered
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to

LONGEST = 300


@open_to(RESIDENTS)
@never_cache
@require_safe
def link_line(request: PageRequest) -> HttpResponse:
    """Say what joining means, and lead on to LINE."""
    contract, token = contract_for(Kind.LINE), request.GET.get("linkToken", "")
    if contract is None or not 0 < len(token) <= LONGEST:
        raise Http404
    nonce = begin_linking(registered(request), at=clock.now())
    context = {"there": page_for(contract, token, nonce)}
    return render(request, "messages/link_line.html", context)
