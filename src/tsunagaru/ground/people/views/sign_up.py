"""Signing up as a resident (利用者登録)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.people import rules, services
from tsunagaru.ground.people.forms import SignUpForm
from tsunagaru.ground.people.views.sign_in import TOO_MANY, TOO_MANY_REQUESTS, address_of, welcome
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

# Whether an address has an account is told to nobody: the same words for every refusal.
CANNOT = "この内容では登録できません。すでに登録している場合は、サインインしてください。"


@open_to(ANYONE)
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: PageRequest) -> HttpResponse:
    """Ask who the person is; on success open the account and sign in."""
    form = SignUpForm(request.POST or None)
    wanted = rules.safe_next(request.POST.get("next", request.GET.get("next", "")))
    page = {"form": form, "next": wanted, "messages_top": []}
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/sign_up.html", page, status=400 if form.errors else 200)
    given = dict(form.cleaned_data)
    at = clock.now()
    if not services.admit_sign_in(given["email"], address_of(request), at=at):
        page["messages_top"] = [TOO_MANY]
        return render(request, "people/sign_up.html", page, status=TOO_MANY_REQUESTS)
    password = given.pop("password")
    given.pop("agree")
    try:
        account = services.sign_up(services.Person(**given), password=password, at=at)
    except services.CannotOpenAccount:
        page["messages_top"] = [CANNOT]
        return render(request, "people/sign_up.html", page, status=400)
    services.note_sign_in(account, given["email"], at=at)
    return welcome(request, account, wanted)
