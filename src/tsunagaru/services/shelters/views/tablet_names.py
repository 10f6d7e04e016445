"""The list of names that a tablet asks for (端末の名簿)."""

from datetime import timedelta

from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.services.shelters.services import naming
from tsunagaru.services.shelters.views.tablet_calls import (
    NOT_ENROLLED,
    TOO_MANY,
    UNKNOWN,
    refused,
    tablet_of,
)

FORBIDDEN = 403
LISTS, HOUR = 6, timedelta(hours=1)


@csrf_exempt  # no cookie counts here: the tablet's key does
@open_to(ANYONE)
@require_POST
def names(request: PageRequest) -> HttpResponse:
    """Hand out who lives around a shelter, so that a tablet finds them without a network."""
    row, at = tablet_of(request), clock.now()
    if row is None:
        return refused(UNKNOWN, NOT_ENROLLED)
    if not people.admit(f"shelters|names|{row.pk}", limit=LISTS, window=HOUR, at=at):
        return refused(TOO_MANY, "試した回数が多すぎます。しばらくしてからお試しください。")
    try:
        handed = naming.hand_out(row.pk, at=at)
    except naming.CannotHandOut:
        return refused(FORBIDDEN, "この端末には、名簿を入れられません。")
    made = round(handed.made_at.timestamp() * 1000)
    answer = JsonResponse({"box": handed.box, "key": handed.key, "made": made})
    answer["Cache-Control"] = "no-store"
    return answer
