"""What people do in LINE (LINEでの出来事): adding us, blocking us, and saying that they have read.

LINE repeats what it is not sure of, late and in any order; an event older than what is known of an
address changes nothing.
"""

from datetime import datetime

from django.db import transaction

from tsunagaru.engines.messages.gateways.line_hook import (
    Followed,
    Linked,
    Pressed,
    Told,
    Unfollowed,
    Wrote,
)
from tsunagaru.engines.messages.models import Contact, Target
from tsunagaru.engines.messages.models.subscribers import ContactKind, ContactState
from tsunagaru.engines.messages.services.hearing import hear_contact
from tsunagaru.engines.messages.services.line_linking import (
    LINK_OFFER,
    finish_linking,
    wants_to_link,
)
from tsunagaru.engines.messages.services.receiving import confirm, note_back, note_blocked
from tsunagaru.engines.messages.services.subscribing import (
    PLACE,
    Wishes,
    add_address,
    subscribe,
)
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.vault.sealing import blinds

WAY = "line"
READ = "read:"  # what the button 「読みました」 sends, with the broadcast's number


@transaction.atomic
def take_line_event(told: Told) -> str | None:
    """Take in something that happened at LINE (LINEの出来事を受ける); return what to answer."""
    known = Contact.objects.filter(
        kind=ContactKind.LINE, address_index__in=blinds(told.user, place=PLACE)
    )
    contact = known.select_for_update(no_key=True).first()
    if isinstance(told, Followed):
        _follow(contact, told)
        return None
    return _of_a_friend(contact, told) if contact else None


def _of_a_friend(contact: Contact, told: Told) -> str | None:
    match told:
        case Unfollowed() if told.at >= _known_at(contact):
            note_blocked(contact, at=told.at)
        case Linked():
            finish_linking(contact, told, at=told.at)
        case Pressed() | Wrote() if wants_to_link(told):
            return say(LINK_OFFER, contact.subscriber.language)
        case Pressed() | Wrote():
            return _answer(contact, told)
    return None


def _answer(contact: Contact, told: Pressed | Wrote) -> str | None:
    """Take what was pressed or written; return what to answer."""
    key = f"line:{told.event_id}"
    if isinstance(told, Wrote):
        return hear_contact(contact, way=WAY, key=key, at=told.at, text=told.text)
    if told.data.startswith(READ):
        _read(contact, told)
        return None
    return hear_contact(contact, way=WAY, key=key, at=told.at, pressed=told.data)


def _follow(contact: Contact | None, told: Told) -> None:
    """Write to a new friend; adding us is the consent. Topics are chosen later."""
    if contact is None:
        person = subscribe(None, Wishes(), way=WAY, at=told.at)
        add_address(person, ContactKind.LINE, told.user, way=WAY, at=told.at, confirmed=True)
    elif told.at < _known_at(contact):
        return
    elif contact.state == ContactState.BLOCKED:
        note_back(contact, at=told.at)
    elif contact.state != ContactState.ACTIVE:
        subscriber = contact.subscriber
        add_address(subscriber, ContactKind.LINE, told.user, way=WAY, at=told.at, confirmed=True)


def _known_at(contact: Contact) -> datetime:
    return max(filter(None, (contact.added_at, contact.confirmed_at, contact.ended_at)))


def _read(contact: Contact, told: Pressed) -> None:
    number = told.data.removeprefix(READ)
    if not (number.isascii() and number.isdigit()):
        return
    target = Target.objects.filter(broadcast=int(number), subscriber=contact.subscriber_id).first()
    if target is not None:
        confirm(target.broadcast, target.seq, way=WAY, at=told.at)
