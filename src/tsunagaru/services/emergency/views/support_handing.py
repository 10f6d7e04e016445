"""Handing the list to supporters (名簿情報の提供), on paper."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tsunagaru.ground.documents import api as documents
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.emergency.forms.support import HandForm
from tsunagaru.services.emergency.models import Disclosure
from tsunagaru.services.emergency.models.support import LIST
from tsunagaru.services.emergency.queries import support
from tsunagaru.services.emergency.queries.calling import support_list
from tsunagaru.services.emergency.services import support as listing
from tsunagaru.services.emergency.views.proposing import CLERKS
from tsunagaru.services.emergency.views.support import UNFIT, list_rules

CONFLICT = 409
PRINTABLE = timedelta(hours=24)
NO_GROUND = (
    "災害が起きている、またはそのおそれがあると記録されていないため、同意のない方は含められません。"
)


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def support_hand(request: PageRequest) -> HttpResponse:
    """Hand the list to supporters: who agreed, or in a disaster all, on a ground written down."""
    setup, at, problem, status = list_rules(request), clock.now(), "", 200
    form = HandForm(setup, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = listing.hand_list(form.handing(), by=request.actor, at=at)
            return redirect("emergency:support_paper", made)
        except listing.CannotDisclose:
            problem, status = NO_GROUND, CONFLICT
    elif form.is_bound:
        status = UNFIT
    context = {"form": form, "problem": problem, "disaster": support.is_disaster(at)}
    return render(request, "emergency/staff/support/hand.html", context, status=status)


@open_to(CLERKS)
@never_cache
@require_safe
def support_paper(request: PageRequest, disclosure: UUID) -> HttpResponse:
    """Print the list that is handed over; only on the day it was, and each time on record."""
    list_rules(request)
    at = clock.now()
    row = get_object_or_404(Disclosure, pk=disclosure, kind=LIST, at__gte=at - PRINTABLE)
    audit(actor=request.actor, action="emergency.support_printed", subject=row.pk, at=at)
    pdf = documents.render("list_report", support_list(row, at), at=at, substitute=True)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="support-list.pdf"'
    return answer
