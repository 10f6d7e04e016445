"""Signing in and out (サインイン・サインアウト)."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.ground.people import queries, rules, services
from tsunagaru.ground.people.forms import SignInForm
from tsunagaru.ground.people.gateways import signing
from tsunagaru.ground.people.gateways.sources import address_of
from tsunagaru.ground.people.models import Account
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

REFUSED = "メールアドレス（利用者名）またはパスワードが違います。"
TOO_MANY = (
    "サインインの試行が続いたため、しばらく受け付けられません。10分ほど待ってからお試しください。"
)
TOO_MANY_REQUESTS = 429


def page_of(request: PageRequest, form: SignInForm, *problems: str) -> dict[str, object]:
    """Return what the sign-in page shows."""
    return {
        "form": form,
        "next": rules.safe_next(request.POST.get("next", request.GET.get("next", ""))),
        "why": request.GET.get("why", ""),
        "demo": settings.TSUNAGARU_DEMO,
        "card": services.is_offered(),
        "passkey": signing.party_of(request) is not None,
        "messages_top": list(problems),
    }


@open_to(ANYONE)
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: PageRequest) -> HttpResponse:
    """Ask for name and password; on success go where the person wanted to go."""
    form = SignInForm(request.POST or None)
    page = page_of(request, form)
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/sign_in.html", page, status=400 if form.errors else 200)
    login, password = form.cleaned_data["login"], form.cleaned_data["password"]
    at = clock.now()
    if not services.admit_sign_in(login, address_of(request), at=at):
        services.note_refusal(login, why="limit", at=at)
        page["messages_top"] = [TOO_MANY]
        return render(request, "people/sign_in.html", page, status=TOO_MANY_REQUESTS)
    account = signing.check_password(request, login, password)
    if account is None:
        services.note_refusal(login, why="wrong", at=at)
        page["messages_top"] = [REFUSED]
        return render(request, "people/sign_in.html", page, status=400)
    return _go_on(request, account, login, str(page["next"]))


def _go_on(request: PageRequest, account: Account, login: str, wanted: str) -> HttpResponse:
    """Begin the session, or ask for the second factor first."""
    at = clock.now()
    if queries.has_factor(account.pk):
        services.note_first_step(account, login, at=at)
        signing.hold_first_step(request, account, wanted, at=at)
        return redirect("people:second")
    services.note_sign_in(account, login, at=at)
    return welcome(request, account, wanted)


def welcome(
    request: PageRequest, account: Account, wanted: object, means: str = ""
) -> HttpResponse:
    """Begin the session and go on: to the page wanted, or to what was being sent."""
    at = clock.now()
    held = services.waiting_in(request)
    signing.begin_session(request, account, means, at=at)
    services.claim_held(held, account.pk, at=at)
    address = str(wanted or "")
    if address and services.find_held(account.pk, address, at=at):
        return redirect(f"{reverse('people:again')}?{urlencode({'next': address})}")
    return redirect(address or ("/staff/" if account.staff_id else "/"))


@open_to(ANYONE)
@never_cache
@require_POST
def sign_out(request: PageRequest) -> HttpResponse:
    """End the session."""
    signing.end_session(request)
    return redirect("/")
