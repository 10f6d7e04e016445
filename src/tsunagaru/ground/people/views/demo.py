"""The demo's door: sign in as one of the demo's people with one click (デモの入口)."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.people import queries, rules, services
from tsunagaru.ground.people.views.sign_in import welcome
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def demo(request: PageRequest) -> HttpResponse:
    """List the demo's people; on POST become one. Outside a demo there is no such page."""
    if not settings.TSUNAGARU_DEMO:
        raise Http404
    at = clock.now()
    if request.method == "POST":
        login = request.POST.get("login", "")
        account = queries.account_of(login) if login in services.demo_logins() else None
        if account is None:
            raise Http404
        services.note_sign_in(account, login, at=at)
        return welcome(request, account, rules.safe_next(request.POST.get("next", "")))
    people = services.demo_accounts(at=at)
    return render(
        request,
        "people/demo.html",
        {
            "residents": [person for person in people if person["kind"] == "resident"],
            "staff": [person for person in people if person["kind"] == "staff"],
            "password": services.DEMO_PASSWORD,
            "next": rules.safe_next(request.GET.get("next", "")),
        },
    )
