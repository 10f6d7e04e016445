"""My account: changing the password (アカウント)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.people import queries, services
from tsunagaru.ground.people.forms import PasswordForm
from tsunagaru.ground.people.gateways import signing
from tsunagaru.ground.people.gateways.sources import address_of
from tsunagaru.ground.people.models import Account
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import SIGNED_IN, open_to

WRONG = "今のパスワードが違います。"


@open_to(SIGNED_IN)
@never_cache
@sensitive_post_parameters("current", "password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: PageRequest) -> HttpResponse:
    """Change the password after asking for the current one; other sessions end."""
    mine, staff = request.user, request.actor.staff
    if not isinstance(mine, Account):
        raise Http404
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        at = clock.now()
        allowed = services.admit_sign_in(mine.login, address_of(request), at=at)
        if allowed and mine.check_password(form.cleaned_data["current"]):
            services.change_password(mine, form.cleaned_data["password"], at=at)
            signing.keep_session(request, mine)
            done = "パスワードを変更しました。ほかの端末では、もう一度サインインが必要です。"
            messages.success(request, say(done, request.language))
            return redirect("people:account")
        form.add_error("current", WRONG)
    status = 400 if form.errors else 200
    me = queries.staff(staff, day=clock.day_of(clock.now())) if staff else None
    base = "ui/staff_page.html" if me else "ui/page.html"
    context = {"form": form, "mine": me, "base": base}
    return render(request, "people/account.html", context, status=status)
