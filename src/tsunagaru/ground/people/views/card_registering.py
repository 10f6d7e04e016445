"""Registering with the card in hand (カードでの利用者登録)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tsunagaru.ground.people import rules, services
from tsunagaru.ground.people.forms import CardRegisterForm
from tsunagaru.ground.people.rules.card import CardPerson, Why, address_parts, is_name_of
from tsunagaru.ground.people.views.card_answers import CARD, CONFLICT
from tsunagaru.ground.people.views.card_refusing import refuse
from tsunagaru.ground.people.views.sign_in import welcome
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

OTHER_NAME = "カードの氏名と違います。カードのとおりに入力してください。"


@open_to(ANYONE)
@never_cache
@require_POST
def card_register(request: PageRequest) -> HttpResponse:
    """Open an account with the card's attributes; only the reading and the telephone are typed."""
    form, at = CardRegisterForm(request.POST), clock.now()
    browser = str(request.session.get("people.card", ""))
    held = services.open_attributes(request.POST.get("card", ""), browser=browser, at=at)
    if held is None:
        return refuse(request, Why.LATE)
    person, issuer, subject = held
    if form.is_valid() and not is_name_of(person, form.name):
        form.add_error("family", OTHER_NAME)
    if form.errors:
        page = {"form": form, "person": person}
        return render(request, "people/card_register.html", page, status=400)
    try:
        entered = _person(form, person)
        account = services.register_with_card(entered, issuer, subject, at=at)
    except services.CannotLink as refusal:
        return render(request, "people/card_not_linked.html", {"why": refusal.why}, status=CONFLICT)
    services.note_card_sign_in(account, issuer, subject, at=at)
    wanted = rules.safe_next(form.cleaned_data["next"])
    return welcome(request, account, wanted, means=CARD)


def _person(form: CardRegisterForm, card: CardPerson) -> services.Person:
    typed = {name: form.cleaned_data[name] for name in form.TYPED}
    return services.Person(
        **typed,
        birth_on=card.birth_on,
        sex=card.sex,
        address=address_parts(card.address),
    )
