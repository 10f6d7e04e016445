"""The start page of a procedure and its eligibility check (申請の入口)."""

from datetime import datetime
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries.procedures import (
    CannotFind,
    Form,
    current_version,
    form_of,
)
from tsunagaru.engines.applications.services import drafts
from tsunagaru.engines.applications.views.answers import frame, sign_in_again
from tsunagaru.engines.applications.views.devices import remember
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.kernel.events import Channel


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: PageRequest, code: str) -> HttpResponse:
    """Tell what the procedure is and what it needs; on POST begin an application."""
    form = form_or_404(code)
    if request.method == "POST":
        return _begin(request, form)
    resident = request.actor.resident
    mine = reads.drafts_of(resident) if resident else ()
    context = frame(
        request,
        procedure=form.definition,
        open=form.definition.takes(Channel.ONLINE, clock.day_of(clock.now())),
        must_sign_in=_must_sign_in(request, form),
        must_use_card=_must_use_card(request, form),
        office=people.office_of(form.definition.section),
        principals=people.principals_of(request.actor, clock.now(), code),
        drafts=[draft for draft in mine if draft.name == form.definition.name.text],
    )
    return render(request, "applications/start.html", context)


def form_or_404(code: str) -> Form:
    """Return the form in force of a procedure.

    Raises:
        Http404: there is no such procedure.
    """
    try:
        return form_of(current_version(code))
    except CannotFind as error:
        raise Http404 from error


def _must_sign_in(request: PageRequest, form: Form) -> bool:
    return form.definition.asks_who and request.actor.resident is None


def _must_use_card(request: PageRequest, form: Form) -> bool:
    """Tell whether somebody signed in must do so once more, with the card.

    A signature proves by itself who signs, whichever way they came in.
    """
    by_card = request.actor.means == rules.Identity.CARD
    return form.definition.identity is rules.Identity.CARD and not by_card


def _begin(request: PageRequest, form: Form) -> HttpResponse:
    if request.actor.is_staff:
        return redirect("applications:counter")
    if _must_sign_in(request, form) or _must_use_card(request, form):
        return _to_sign_in(request, form)
    now = clock.now()
    applicant = _applicant(request, form.definition.code, now)
    try:
        started = drafts.start_form(form, applicant, at=now)
    except drafts.CannotApplyNow:
        return redirect("applications:start", form.definition.code)
    response = redirect("applications:page", started.draft, started.page)
    if applicant.proxy:
        facts = {"principal": str(applicant.resident)}
        audit(
            actor=request.actor, action="draft.started", subject=started.draft, at=now, facts=facts
        )
    else:
        remember(request, response, started.draft, started.code)
    return response


def _to_sign_in(request: PageRequest, form: Form) -> HttpResponse:
    """Send to the sign-in; whoever is signed in already goes to the card and comes back."""
    if _must_sign_in(request, form):
        return sign_in_again(request.path)
    return redirect(f"{reverse('people:card')}?{urlencode({'next': request.path})}")


def _applicant(request: PageRequest, code: str, at: datetime) -> drafts.Applicant:
    """Return for whom the actor begins: themselves, or somebody who gave them a mandate.

    Raises:
        Http404: there is no such mandate; whether there is such a person is not told.
    """
    mine, chosen = request.actor.resident, request.POST.get("principal", "")
    if not chosen or chosen == str(mine):
        return drafts.Applicant(resident=mine, language=request.language)
    principals = people.principals_of(request.actor, at, code)
    found = next((row.principal_id for row in principals if str(row.principal_id) == chosen), None)
    if found is None:
        raise Http404
    return drafts.Applicant(resident=found, proxy=mine, language=request.language, with_code=False)
