"""My passkeys (パスキー): made, named, removed."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.ground.people import queries
from tsunagaru.ground.people.forms import PasskeyNameForm
from tsunagaru.ground.people.gateways import signing
from tsunagaru.ground.people.models import Account, Passkey
from tsunagaru.ground.people.rules.factors import CannotTrustPasskey
from tsunagaru.ground.people.services import factors, passkeys
from tsunagaru.ground.people.views.mine import base_of, mine_of, proof_first
from tsunagaru.ground.people.views.passkey_pages import answer_of
from tsunagaru.ground.people.views.ways import show_codes
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import SIGNED_IN, open_to

NOT_MADE = "パスキーを登録できませんでした。もう一度お試しください。"
NOT_ANOTHER = "このパスキーは登録できません。すでに登録されているか、数が多すぎます。"


@open_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_passkey(request: PageRequest) -> HttpResponse:
    """Make a passkey on the device in hand and enter it."""
    mine = mine_of(request)
    if first := proof_first(request):
        return first
    form = PasskeyNameForm(request.POST or None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        problem = _add(request, mine, form.cleaned_data["name"])
        if not problem:
            return _added(request, mine)
    page = {
        "form": form,
        "passkey": signing.party_of(request) is not None,
        "messages_top": [problem] if problem else [],
        "base": base_of(request),
    }
    status = 400 if problem or form.errors else 200
    return render(request, "people/add_passkey.html", page, status=status)


def _add(request: PageRequest, mine: Account, name: str) -> str:
    """Enter the passkey; return what hinders it, or nothing."""
    try:
        passkeys.add(mine, name, answer_of(request), at=clock.now())
    except CannotTrustPasskey:
        return NOT_MADE
    except passkeys.CannotAddPasskey:
        return NOT_ANOTHER
    signing.keep_session(request, mine)
    return ""


def _added(request: PageRequest, mine: Account) -> HttpResponse:
    messages.success(request, say("パスキーを登録しました。", request.language))
    if queries.ways_of(mine).codes_left:
        return redirect("people:ways")
    return show_codes(request, factors.make_codes(mine, at=clock.now()))


def _passkey_of(mine: Account, passkey: UUID) -> Passkey:
    row = Passkey.objects.filter(pk=passkey, account=mine).first()
    if row is None:
        raise Http404
    return row


@open_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_passkey(request: PageRequest, passkey: UUID) -> HttpResponse:
    """Give a passkey another name."""
    mine = mine_of(request)
    row = _passkey_of(mine, passkey)
    if first := proof_first(request):
        return first
    form = PasskeyNameForm(request.POST or None, initial={"name": row.name})
    if request.method == "POST" and form.is_valid():
        passkeys.rename(mine, passkey, form.cleaned_data["name"], at=clock.now())
        messages.success(request, say("パスキーの名前を変更しました。", request.language))
        return redirect("people:ways")
    page = {"form": form, "row": row, "base": base_of(request)}
    return render(request, "people/my_passkey.html", page, status=400 if form.errors else 200)


@open_to(SIGNED_IN)
@never_cache
@require_POST
def remove_passkey(request: PageRequest, passkey: UUID) -> HttpResponse:
    """Take a passkey off the account."""
    mine = mine_of(request)
    _passkey_of(mine, passkey)
    if first := proof_first(request):
        return first
    passkeys.remove(mine, passkey, at=clock.now())
    signing.keep_session(request, mine)
    messages.success(request, say("パスキーを削除しました。", request.language))
    return redirect("people:ways")
