"""Sending again what was being sent when the session ended (続きから送る)."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.people import rules, services
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import SIGNED_IN, open_to


class SameMethodRedirect(HttpResponseRedirect):
    """A redirect after which the browser posts the same fields to the new address."""

    status_code = 307


@open_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: PageRequest) -> HttpResponse:
    """Show that the input is still there; on POST let the browser send it once more."""
    path = rules.safe_next(request.GET.get("next", ""))
    account = request.actor.account
    if account is None or not path:
        raise Http404
    if request.method == "POST":
        services.take_back(account, path)
        return SameMethodRedirect(path)
    held = services.find_held(account, path, at=clock.now())
    if not held:
        return redirect(path)
    fields = [(name, value) for name, values in held.items() for value in values]
    return render(request, "people/again.html", {"fields": fields, "path": path})
