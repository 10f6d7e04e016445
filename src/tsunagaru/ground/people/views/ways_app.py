"""My authenticator app and recovery codes (認証アプリと復旧コード)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.ground.people import queries
from tsunagaru.ground.people.forms import AppCodeForm
from tsunagaru.ground.people.gateways import signing
from tsunagaru.ground.people.models import Account, AppKey
from tsunagaru.ground.people.rules import factors as rules
from tsunagaru.ground.people.services import factors, telling
from tsunagaru.ground.people.views.mine import base_of, mine_of, proof_first
from tsunagaru.ground.people.views.second import WRONG_CODE
from tsunagaru.ground.people.views.ways import show_codes
from tsunagaru.ground.ui import town
from tsunagaru.ground.ui.codes import qr_svg
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import SIGNED_IN, open_to

OVER = "時間がたったため、新しいQRコードに変わりました。もう一度読み取ってください。"


@open_to(SIGNED_IN)
@never_cache
@sensitive_post_parameters("code", "offer")
@require_http_methods(["GET", "HEAD", "POST"])
def app(request: PageRequest) -> HttpResponse:
    """Show a key for an app, and take it into use when a code shows that the app has it."""
    mine, at = mine_of(request), clock.now()
    if first := proof_first(request):
        return first
    form = AppCodeForm(request.POST or None)
    sealed = request.POST.get("offer", "")
    offer = factors.read_offer(mine, sealed, at=at) if sealed else None
    if offer and form.is_valid():
        try:
            factors.add_app(mine, offer, form.cleaned_data["code"], at=at)
        except factors.CannotTakeCode:
            form.add_error("code", WRONG_CODE)
        else:
            return _added(request, mine)
    over = request.method == "POST" and offer is None
    return _show(request, mine, form, offer or factors.offer_app_key(mine, at=at), over=over)


def _show(
    request: PageRequest, mine: Account, form: AppCodeForm, offer: factors.Offer, *, over: bool
) -> HttpResponse:
    if over:
        form = AppCodeForm()
    issuer = say(town.current().name, "ja") or "つながる"
    link = rules.app_link(offer.secret, issuer=issuer, name=telling.names_of(mine)[0])
    page = {
        "form": form,
        "offer": offer.sealed,
        "qr": qr_svg(link),
        "link": link,
        "secret": rules.grouped(offer.secret),
        "replaces": queries.ways_of(mine).app is not None,
        "messages_top": [OVER] if over else [],
        "base": base_of(request),
    }
    return render(request, "people/app.html", page, status=400 if over or form.errors else 200)


def _added(request: PageRequest, mine: Account) -> HttpResponse:
    signing.keep_session(request, mine)
    messages.success(request, say("認証アプリを登録しました。", request.language))
    if queries.ways_of(mine).codes_left:
        return redirect("people:ways")
    return show_codes(request, factors.make_codes(mine, at=clock.now()))


@open_to(SIGNED_IN)
@never_cache
@require_POST
def remove_app(request: PageRequest) -> HttpResponse:
    """Take the app off the account."""
    mine = mine_of(request)
    if first := proof_first(request):
        return first
    try:
        factors.remove_app(mine, at=clock.now())
    except AppKey.DoesNotExist:
        return redirect("people:ways")
    signing.keep_session(request, mine)
    messages.success(request, say("認証アプリの登録を外しました。", request.language))
    return redirect("people:ways")


@open_to(SIGNED_IN)
@never_cache
@require_POST
def codes(request: PageRequest) -> HttpResponse:
    """Make new recovery codes and show them this once."""
    mine = mine_of(request)
    if first := proof_first(request):
        return first
    if not queries.has_factor(mine.pk):
        return redirect("people:ways")
    return show_codes(request, factors.make_codes(mine, at=clock.now()))
