"""What follows when the card provider has answered (カード認証のあと)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from tsunagaru.ground.people import services
from tsunagaru.ground.people.forms import CardRegisterForm
from tsunagaru.ground.people.gateways.signing import kept_way
from tsunagaru.ground.people.models import Account, Linked
from tsunagaru.ground.people.rules.card import CannotTrust, Purpose, Why
from tsunagaru.ground.people.services import CannotLink, Recognised
from tsunagaru.ground.people.views.card_refusing import refuse
from tsunagaru.ground.people.views.sign_in import welcome
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock

CARD = "card"
CONFLICT = 409


def go_on(request: PageRequest, found: Recognised) -> HttpResponse:
    """Go on with whom the provider vouched for."""
    match Purpose(found.visit.purpose):
        case Purpose.LINK:
            return _link(request, found)
        case Purpose.ATTRIBUTES:
            return _find(request, found)
        case Purpose.SIGN:
            return _signed(request, found)
        case _:
            return _sign_in(request, found)


def _ways(found: Recognised) -> dict[str, str]:
    """Return where to go on, and the page of one's cards that leads there as well."""
    wanted, cards = found.visit.next, reverse("people:cards")
    more = f"?{urlencode({'next': wanted})}" if wanted else ""
    return {"next": wanted, "cards": f"{cards}{more}"}


def _sign_in(request: PageRequest, found: Recognised) -> HttpResponse:
    account = services.account_with(found.issuer, found.subject)
    if account is None:
        return render(request, "people/card_unknown.html", _ways(found))
    return enter(request, account, found)


def enter(request: PageRequest, account: Account, found: Recognised) -> HttpResponse:
    """Begin the session of a card's owner."""
    services.note_card_sign_in(account, found.issuer, found.subject, at=clock.now())
    return welcome(request, account, found.visit.next, means=CARD)


def _link(request: PageRequest, found: Recognised) -> HttpResponse:
    mine, at = request.user, clock.now()
    if not isinstance(mine, Account) or mine.pk != found.visit.account_id:
        return refuse(request, Why.BROWSER)
    try:
        services.check_holder(mine, found.person)
        new = services.link_card(mine, found.issuer, found.subject, how=Linked.ACCOUNT, at=at)
    except CannotLink as refusal:
        if refusal.why == "holder":
            services.note_wrong_holder(mine, at=at)
        return render(
            request,
            "people/card_not_linked.html",
            {"why": refusal.why, "back": kept_way(request)},
            status=CONFLICT,
        )
    done = "カードを登録しました。" if new else "このカードは、すでに登録されています。"
    messages.success(request, say(done, request.language))
    return redirect(found.visit.next or "people:cards")


def _signed(request: PageRequest, found: Recognised) -> HttpResponse:
    """Take the signature; the page that asked for it tells what became of it."""
    if request.actor.account != found.visit.account_id:
        return refuse(request, Why.BROWSER)
    try:
        services.take_signature(found, at=clock.now())
    except CannotTrust as refusal:
        return refuse(request, refusal.why)
    return redirect(found.visit.next or "people:cards")


def _find(request: PageRequest, found: Recognised) -> HttpResponse:
    """Enter by the one record whose four attributes fit; otherwise say what can be done."""
    assert found.person is not None  # noqa: S101 - asked for with this purpose
    at = clock.now()
    if known := services.account_with(found.issuer, found.subject):
        return enter(request, known, found)
    records = services.find_records(found.person)
    if not records:
        return register(request, found)
    account = None
    if len(records) == 1:
        account = services.enter_by_record(records[0], found.issuer, found.subject, at=at)
    if account is not None:
        return enter(request, account, found)
    why = "many" if len(records) > 1 else "taken"
    page = {"why": why, **_ways(found)}
    return render(request, "people/card_not_found.html", page, status=CONFLICT)


def register(request: PageRequest, found: Recognised) -> HttpResponse:
    """Show the form of somebody whom the town does not know, filled in from the card."""
    person, browser = found.person, str(request.session.get("people.card", ""))
    assert person is not None  # noqa: S101 - asked for with this purpose
    sealed = services.seal_attributes(
        person, found.issuer, found.subject, browser=browser, at=clock.now()
    )
    family, _, given = person.name.replace("　", " ").partition(" ")
    first = {"family": family, "given": given, "card": sealed, "next": found.visit.next}
    page = {"form": CardRegisterForm(initial=first), "person": person}
    return render(request, "people/card_register.html", page)
