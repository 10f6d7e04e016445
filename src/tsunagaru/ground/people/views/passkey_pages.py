"""What all pages with a passkey have in common (パスキーの画面の共通部分)."""

from django.http import Http404, JsonResponse

from tsunagaru.ground.people import services
from tsunagaru.ground.people.gateways import signing
from tsunagaru.ground.people.gateways.sources import address_of
from tsunagaru.ground.people.models import Account
from tsunagaru.ground.people.rules.factors import CannotTrustPasskey, Ceremony
from tsunagaru.ground.people.services import passkeys
from tsunagaru.ground.people.views.sign_in import TOO_MANY_REQUESTS
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock

UNFIT = (
    "パスキーを確かめられませんでした。もう一度試すか、ほかの方法を使ってください。"
    "続くときは、役場にご連絡ください。"
)


def asked_of(request: PageRequest) -> passkeys.Asked:
    """Return where and by whom a passkey is asked for; without a fitting address there is none."""
    party = signing.party_of(request)
    if party is None:
        raise Http404
    return passkeys.Asked(party=party, browser=signing.browser_of(request))


def answer_of(request: PageRequest) -> passkeys.Answer:
    """Return what a page sends back."""
    return passkeys.Answer(
        ceremony=request.POST.get("ceremony", ""),
        text=request.POST.get("answer", ""),
        asked=asked_of(request),
    )


def options_for(request: PageRequest, purpose: Ceremony, account: Account | None) -> JsonResponse:
    """Answer with what the browser needs to use a passkey."""
    at = clock.now()
    if not services.admit_passkey(address_of(request), at=at):
        return JsonResponse({}, status=TOO_MANY_REQUESTS)
    return JsonResponse(passkeys.ask_to_use(purpose, account, asked=asked_of(request), at=at))


def owner_by_passkey(
    request: PageRequest, purpose: Ceremony, account: Account | None
) -> Account | None:
    """Return whose passkey has answered, or None when that does not hold."""
    at = clock.now()
    if not services.admit_passkey(address_of(request), at=at):
        return None
    try:
        return passkeys.use(purpose, account, answer_of(request), at=at)
    except CannotTrustPasskey:
        return None
