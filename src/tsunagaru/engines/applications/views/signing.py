"""Signing an application with the card (署名): the page before one goes to the provider."""

from contextlib import suppress

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.services import signing, waiting
from tsunagaru.engines.applications.views.answers import frame, missing, sign_in_again
from tsunagaru.engines.applications.views.opening import on_open_draft
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

OK, AWAY = 200, 503
# The answers above may fill several screens of a phone: what became of the signature is shown.
PLACE = "#signature"


@open_to(ANYONE)
@require_POST
@on_open_draft
def sign(request: PageRequest, row: Draft) -> HttpResponse:
    """Ask the provider for a signature over exactly this content; then lead there by a link."""
    definition, now = form_of(row.version_id).definition, clock.now()
    back = reverse("applications:confirm", args=[row.pk])
    if not definition.may_be_signed or request.actor.is_staff:
        return missing(request)
    if request.actor.resident is None:
        return sign_in_again(back)
    if reads.unready_page(row, now, request.language):
        return redirect(back)
    address, status = "", AWAY
    with suppress(people.CannotSign):
        digest = signing.digest_of(row, now)
        address = people.ask_on_page(request, row.pk, digest, wanted=back + PLACE, at=now)
        status = OK
    context = frame(request, procedure=definition, draft=row, address=address)
    return render(request, "applications/sign.html", context, status=status)


@open_to(ANYONE)
@require_POST
@on_open_draft
def check_signature(_request: PageRequest, row: Draft) -> HttpResponse:
    """Ask once more whether the certificate of a waiting signature holds."""
    now = clock.now()
    people.check_waiting_of(row.pk, signing.digest_of(row, row.pressed_at or now), at=now)
    waiting.follow(row.pk, at=now)
    return redirect(reverse("applications:confirm", args=[row.pk]) + PLACE)
