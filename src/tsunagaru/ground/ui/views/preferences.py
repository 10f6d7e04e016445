"""Language, text size and colours (表示の設定), without JavaScript."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ui.language import CHOICES, remember
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import ANYONE, open_to


def path_back(wanted: str) -> str:
    """Return the same-site path to go back to, without ``lang``; the home page when unsafe."""
    if not wanted.startswith("/") or not url_has_allowed_host_and_scheme(
        wanted, allowed_hosts=None
    ):
        return "/"
    parts = urlsplit(wanted)
    kept = [(key, value) for key, value in parse_qsl(parts.query) if key != "lang"]
    back = urlunsplit(("", "", parts.path, urlencode(kept), ""))
    return back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/"


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: PageRequest) -> HttpResponse:
    """Show the choices; on POST keep those sent and go back to the page the person was on."""
    if request.method != "POST":
        back = path_back(request.GET.get("next", "/"))
        return render(request, "ui/preferences.html", {"back": back})
    response = HttpResponseRedirect(path_back(request.POST.get("next", "/")))
    for name in CHOICES:
        remember(request, response, name, request.POST.get(name, ""))
    return response
