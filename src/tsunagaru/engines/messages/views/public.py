"""What everybody who got a message may open (配信のページ): the message itself, and leaving."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from tsunagaru.engines.messages import services
from tsunagaru.engines.messages.queries import broadcasts
from tsunagaru.engines.messages.rules import tracking
from tsunagaru.engines.messages.views.opening import count
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to


@open_to(ANYONE)
@require_safe
def broadcast(request: PageRequest, number: int) -> HttpResponse:
    """Show a message that went out, in the reader's language."""
    row = broadcasts.sent(number)
    if row is None:
        raise Http404
    way = tracking.way_of(request.GET.get("by", ""))
    if way is not None:
        count(request, row, tracking.PAGE, way)
    wording = broadcasts.wording_seen(row, way.wording if way else 0)
    title, body = broadcasts.words_of(row, request.language, wording)
    context = {"row": row, "title": title, "body": broadcasts.with_links(row, body, wording)}
    return render(request, "messages/broadcast.html", context)


@csrf_exempt  # a mail program posts here for its user (RFC 8058); the token is the proof
@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: PageRequest, token: str) -> HttpResponse:
    """Leave a list of one's own: by a button here, or by the mail program's at once."""
    target = broadcasts.target_of(token)
    if target is None:
        raise Http404
    done = request.method == "POST"
    if done:
        one_click = request.POST.get("List-Unsubscribe") == "One-Click"
        way = "one_click" if one_click else "online"
        services.leave(target.contact, way=way, at=clock.now())
    return render(request, "messages/leave.html", {"done": done, "kind": target.kind})
