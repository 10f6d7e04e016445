"""Numbers on the web and at the kiosk (番号札：ウェブとキオスク)."""

from io import BytesIO
from uuid import uuid4

import segno
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.kernel.events import Channel
from tsunagaru.services.counter import queries, services
from tsunagaru.services.counter.forms import read_number, read_press
from tsunagaru.services.counter.models import Turn
from tsunagaru.services.counter.queries import by_token, groups, standing, token_of
from tsunagaru.services.counter.rules import OPEN, CannotMove, State
from tsunagaru.services.counter.services.issuing import CannotIssue, IsClosed

COOKIE, A_DAY_S = "turn", 12 * 60 * 60
CONFLICT = 409
CLOSED = "いまは受付時間外です。"
UNKNOWN = "その番号の今日の予約が見つかりません。番号をお確かめください。"


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def counters(request: PageRequest) -> HttpResponse:
    """Show how long it takes at each counter; on POST hand out a number on the web."""
    if request.method != "POST":
        return _show(request, "counter/counters.html")
    held = by_token(request.COOKIES.get(COOKIE, ""))
    if held is not None and held.state in OPEN:
        return redirect("counter:turn", token_of(held.pk))
    return _issue(request, "counter/counters.html", Channel.ONLINE, "counter:turn")


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk(request: PageRequest) -> HttpResponse:
    """Show big buttons on the machine at the entrance; on POST hand out a number."""
    if request.method != "POST":
        return _show(request, "counter/kiosk.html")
    return _issue(request, "counter/kiosk.html", Channel.COUNTER, "counter:slip")


def _show(request: PageRequest, page: str, problem: str = "", status: int = 200) -> HttpResponse:
    now = clock.now()
    context = {
        "queues": [standing(one, now) for one in groups()],
        "press": uuid4(),
        "problem": problem,
    }
    return render(request, page, context, status=status)


def _issue(request: PageRequest, page: str, channel: Channel, to: str) -> HttpResponse:
    sent = request.POST
    press, number = read_press(sent.get("press", "")), read_number(sent.get("number", ""))
    code = sent.get("group", "")
    try:
        made = services.issue(code, channel=channel, press=press, at=clock.now(), number=number)
    except queries.CannotFind as error:
        raise Http404 from error
    except CannotIssue as error:
        text = CLOSED if isinstance(error, IsClosed) else UNKNOWN
        return _show(request, page, text, CONFLICT)
    answer = redirect(to, token_of(made))
    if channel is Channel.ONLINE:
        answer.set_cookie(
            COOKIE, token_of(made), max_age=A_DAY_S, httponly=True, samesite="Lax",
            secure=request.is_secure(),
        )  # fmt: skip
    return answer


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
