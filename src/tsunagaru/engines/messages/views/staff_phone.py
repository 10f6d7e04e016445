"""Registering the telephone of who calls (電話・窓口でのショートメールの登録).

The code goes to the telephone, and its holder reads it out: nobody is registered unasked.
"""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from tsunagaru.engines.messages.forms.phones import CodeForm, PhoneForm
from tsunagaru.engines.messages.services import phones
from tsunagaru.engines.messages.views.phone import PROBLEMS, TOO_MANY
from tsunagaru.engines.messages.views.staff_compose import CLERKS, UNFIT
from tsunagaru.engines.messages.views.staff_registered import registered, resident_or_404
from tsunagaru.engines.messages.views.staff_subscriber import show
from tsunagaru.engines.messages.views.subscription import TOO_MANY_REQUESTS
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to


@open_to(CLERKS)
@require_POST
def staff_phone(request: PageRequest, resident: UUID) -> HttpResponse:
    """Send a code to a telephone, or take the code that its holder read out."""
    person = resident_or_404(resident)
    return _prove(request, person) if "prove" in request.POST else _ask(request, person)


def _ask(request: PageRequest, person: people.ResidentView) -> HttpResponse:
    form, at = PhoneForm(request.POST), clock.now()
    if not form.is_valid():
        return show(request, person, UNFIT, phone_form=form)
    try:
        phones.ask_phone(registered(person), form.cleaned_data["phone"], way="phone", at=at)
    except phones.TooManyCodes:
        form.add_error("phone", TOO_MANY)
        return show(request, person, TOO_MANY_REQUESTS, phone_form=form)
    audit(actor=request.actor, action="subscriber.changed", subject=person.id, at=at, facts={})
    return redirect(reverse("messages:staff_subscriber", args=[person.id]) + "#phone")


def _prove(request: PageRequest, person: people.ResidentView) -> HttpResponse:
    form, at = CodeForm(request.POST), clock.now()
    if not form.is_valid():
        return show(request, person, UNFIT, code_form=form)
    proof = phones.prove_phone(registered(person), form.cleaned_data["code"], way="phone", at=at)
    if proof is not phones.Proof.RIGHT:
        form.add_error("code", PROBLEMS[proof])
        return show(request, person, UNFIT, code_form=form)
    audit(actor=request.actor, action="subscriber.changed", subject=person.id, at=at, facts={})
    return redirect("messages:staff_subscriber", person.id)
