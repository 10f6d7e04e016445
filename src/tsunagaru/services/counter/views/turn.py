"""The page of a number, for whoever holds its private address (番号札のページ)."""

from io import BytesIO

import segno
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.services.counter import queries, services
from tsunagaru.services.counter.models import Turn
from tsunagaru.services.counter.queries import by_token, standing
from tsunagaru.services.counter.rules import OPEN, CannotMove, State

CONFLICT = 409


def turn_or_404(token: str) -> Turn:
    """Return the number of a private address.

    Raises:
        Http404: the address leads to none.
    """
    row = by_token(token)
    if row is None:
        raise Http404
    return row


@open_to(ANYONE)
@require_safe
def turn(request: PageRequest, token: str) -> HttpResponse:
    """Show a number, how it stands, and about how long it takes; the page renews itself."""
    return render(request, "counter/turn.html", _context(token))


@open_to(ANYONE)
@require_safe
def slip(request: PageRequest, token: str) -> HttpResponse:
    """Show a number for printing at the kiosk, with a QR code to follow it by phone."""
    return render(request, "counter/slip.html", _context(token))


def _context(token: str) -> dict[str, object]:
    row, now = turn_or_404(token), clock.now()
    one = queries.group(row.queue_id)
    names = {window.code: window.name for window in one.windows}
    return {
        "turn": row,
        "one": one,
        "token": token,
        "standing": standing(one, now, before=row),
        "window": names.get(row.window, ""),
        "still": row.state in OPEN,
        "is_called": row.state == State.CALLED,
    }


@open_to(ANYONE)
@require_safe
def code_picture(request: PageRequest, token: str) -> HttpResponse:
    """Draw the address of a number's page as a QR code."""
    turn_or_404(token)
    address, out = request.build_absolute_uri(reverse("counter:turn", args=[token])), BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", scale=4, border=4)
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


@open_to(ANYONE)
@require_POST
def leave(request: PageRequest, token: str) -> HttpResponse:
    """Give the number back."""
    row = turn_or_404(token)
    try:
        services.leave(row.pk, at=clock.now())
    except CannotMove:
        return render(request, "counter/turn.html", _context(token), status=CONFLICT)
    return redirect("counter:turn", token)
