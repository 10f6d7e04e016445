"""Numbers on the web and at the kiosk (番号札：ウェブとキオスク)."""

from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ui.requests import PageRequest, read_press
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.kernel.events import Channel
from tsunagaru.services.counter import queries, services
from tsunagaru.services.counter.forms import read_number
from tsunagaru.services.counter.queries import by_token, groups, standing, token_of
from tsunagaru.services.counter.rules import OPEN
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
