"""My cards (登録したマイナンバーカード): listed, added, removed."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tsunagaru.ground.people import rules, services
from tsunagaru.ground.people.models import Account, CardCredential
from tsunagaru.ground.people.rules.card import Purpose
from tsunagaru.ground.people.views.card import send
from tsunagaru.ground.people.views.card_answers import CONFLICT
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to

LAST = (
    "このカードを外すと、サインインできなくなります。"
    "先にパスワードを決めるか、ほかのカードを登録してください。"
)


@open_to(RESIDENTS)
@never_cache
@require_safe
def cards(request: PageRequest) -> HttpResponse:
    """List the cards that open this account."""
    return _show(request)


def _show(request: PageRequest, problems: tuple[str, ...] = (), status: int = 200) -> HttpResponse:
    page = {
        "cards": services.cards_of(request.actor.account or 0),
        "offered": services.is_offered(),
        "problems": problems,
        "next": rules.safe_next(request.GET.get("next", "")),
    }
    return render(request, "people/cards.html", page, status=status)


@open_to(RESIDENTS)
@never_cache
@require_safe
def add_card(request: PageRequest) -> HttpResponse:
    """Send the person to the provider with the card to be entered."""
    return send(request, Purpose.LINK, wanted=request.GET.get("next", ""))


@open_to(RESIDENTS)
@never_cache
@require_POST
def remove_card(request: PageRequest, credential: UUID) -> HttpResponse:
    """Take a card off the account."""
    mine = request.user
    if not isinstance(mine, Account):
        raise Http404
    try:
        services.unlink_card(mine, credential, at=clock.now())
    except CardCredential.DoesNotExist as error:
        raise Http404 from error
    except services.CannotUnlink:
        return _show(request, (LAST,), status=CONFLICT)
    messages.success(request, say("カードの登録を外しました。", request.language))
    return redirect("people:cards")
