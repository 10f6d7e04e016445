"""The stand-in of the card provider in a demo (カード認証の模擬): cards of the demo's people."""

from django.conf import settings

from tsunagaru.ground.people.gateways.card import profile
from tsunagaru.ground.people.models import Resident
from tsunagaru.ground.people.rules import demo
from tsunagaru.ground.people.services.cards import person_of
from tsunagaru.ground.people.services.demo import CannotMakeDemo


def serve_card_provider(port: int) -> None:
    """Answer as the card provider would, until told to stop.

    Raises:
        CannotMakeDemo: outside a demo.
    """
    from tsunagaru.ground.people.gateways.card_simulator import (  # noqa: PLC0415 - a web server that no town in production needs
        Realm,
        deck,
        serve,
    )

    found = profile()
    if not settings.TSUNAGARU_DEMO or found is None:
        raise CannotMakeDemo("デモではない町では、模擬のカード認証は使えません。")
    ids = [person.id for person in demo.RESIDENTS.values()]
    rows = Resident.objects.in_bulk(ids)
    people = [person_of(rows[id_]) for id_ in ids if id_ in rows]
    cards = deck(people) if len(people) > 1 else deck()
    realm = Realm(client=found.client, client_key=found.key, cards=cards)
    realm.publish(found.authorities)
    serve(realm, port)
