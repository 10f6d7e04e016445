"""Browser notifications (ブラウザーの通知): their script, and connecting a browser."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from tsunagaru.engines.messages.services.connecting import CannotConnect, connect_browser
from tsunagaru.engines.messages.views.registered import registered
from tsunagaru.engines.messages.views.subscription import SAVED, UNFIT, show
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, RESIDENTS, open_to


@open_to(ANYONE)
@cache_control(max_age=3600)
@require_safe
def worker(_request: PageRequest) -> HttpResponse:
    """Hand out the script; it stands at the root, since it may show notifications of all pages."""
    script = Path(str(finders.find("messages/worker.js"))).read_bytes()
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@open_to(RESIDENTS)
@require_POST
def add_browser(request: PageRequest) -> HttpResponse:
    """Connect the browser that sends this."""
    try:
        connect_browser(registered(request), request.POST.get("subscription", ""), at=clock.now())
    except CannotConnect as refusal:
        return show(request, UNFIT, push_problem=refusal.sentence)
    return redirect(f"{reverse('messages:mine')}?done={SAVED}")
