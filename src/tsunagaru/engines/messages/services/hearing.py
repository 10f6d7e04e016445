"""What people answer (届いた返事): found out who it is, and handed to the package it concerns."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.messages.gateways.mail_answers import MailAnswer
from tsunagaru.engines.messages.gateways.sms_answers import ShortAnswer
from tsunagaru.engines.messages.models import Broadcast, Contact, Subscriber
from tsunagaru.engines.messages.models.subscribers import ContactKind
from tsunagaru.engines.messages.queries.broadcasts import target_of
from tsunagaru.engines.messages.services.subscribing import PLACE
from tsunagaru.ground.vault.sealing import blinds
from tsunagaru.kernel.conversations import Heard
from tsunagaru.kernel.offers import installed


@transaction.atomic
def take_short_message(answer: ShortAnswer) -> str | None:
    """Take in a short message (SMSの返信を受ける); return what to answer."""
    indexes = blinds(answer.sender, place=PLACE)
    contact = Contact.objects.filter(kind=ContactKind.SMS, address_index__in=indexes).first()
    if contact is None:
        return None
    key = f"sms:{answer.key}"
    return hear_contact(contact, way="sms", key=key, at=answer.at, text=answer.text)


@transaction.atomic
def take_mail(answer: MailAnswer, *, at: datetime) -> bool:
    """Take in an answer to a letter (メールの返信を受ける); tell whether somebody wanted it."""
    target = target_of(answer.token)
    person = Subscriber.objects.filter(pk=target.subscriber).first() if target else None
    if target is None or person is None:
        return False
    about = Broadcast.objects.values_list("key", flat=True).filter(pk=target.broadcast).first()
    heard = _heard(person, "email", f"mail:{answer.key}", at, about)
    return _told(heard, text=answer.text) is not None


def hear_contact(
    contact: Contact, *, way: str, key: str, at: datetime, pressed: str = "", text: str = ""
) -> str | None:
    """Hand on what the owner of an address pressed or wrote (返事を渡す); return the answer."""
    return _told(_heard(contact.subscriber, way, key, at, None), pressed=pressed, text=text)


def _heard(person: Subscriber, way: str, key: str, at: datetime, about: UUID | None) -> Heard:
    return Heard(
        way=way,
        key=key,
        subscriber=person.pk,
        resident=person.resident_id,
        district=person.district,
        language=person.language,
        at=at,
        about=about,
    )


def _told(heard: Heard, **said: Any) -> str | None:  # noqa: ANN401 - parts of what was heard
    whole = replace(heard, **said)
    for offers in installed():
        for one in offers.conversations:
            if (answer := one.hear(whole)) is not None:
                return answer
    return None
