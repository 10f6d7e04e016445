"""Receiving by short message (ショートメールの登録): the telephone proves itself by a code.

A telephone that belongs to another registration, as of somebody who had the number before, comes
over to whoever holds it now; nobody is told whether a number is known.
"""

import asyncio
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from tsunagaru.engines.messages.events import PhoneCodeAsked
from tsunagaru.engines.messages.gateways.channels import (
    CannotReach,
    Kind,
    Parcel,
    Recipient,
    Result,
)
from tsunagaru.engines.messages.models import Contact, PhoneCode, Subscriber
from tsunagaru.engines.messages.models.subscribers import ContactKind, ContactState
from tsunagaru.engines.messages.queries.connecting import contract_for
from tsunagaru.engines.messages.queries.phones import pending
from tsunagaru.engines.messages.rules.addresses import address_form
from tsunagaru.engines.messages.rules.phone_codes import LIVES, code_of, fits, is_over
from tsunagaru.engines.messages.services.subscribing import (
    PLACE,
    add_address,
    adopt,
    confirm_address,
)
from tsunagaru.ground.ledger.api import publish
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui import town
from tsunagaru.ground.ui.phrases import say, translate
from tsunagaru.ground.vault.sealing import blinds

FOR_A_NUMBER, FOR_A_PERSON, WINDOW = 3, 6, timedelta(hours=1)
TITLE = "{town}のお知らせの確認番号：{code}"
BODY = "10分以内に入力してください。心当たりのないときは、何もしないでください。"


class TooManyCodes(Exception):
    """So many codes were asked for that one must wait (依頼が多すぎます)."""


class Proof(StrEnum):
    """What became of a code that was typed (確認の結果)."""

    RIGHT = "right"
    WRONG = "wrong"
    OVER = "over"


@transaction.atomic
def ask_phone(subscriber: Subscriber, number: str, *, way: str, at: datetime) -> None:
    """Send a code to a telephone (確認番号を送る); one that works here already gets none.

    Raises:
        CannotRead: it is no mobile number.
        TooManyCodes: try again later.

    Publishes:
        PhoneCodeAsked
    """
    form = address_form(ContactKind.SMS, number)
    _admit(form, subscriber, at)
    known = Contact.objects.filter(
        kind=ContactKind.SMS, address_index__in=blinds(form, place=PLACE)
    ).first()
    if known is None or known.state != ContactState.ACTIVE:
        known = add_address(subscriber, ContactKind.SMS, form, way=way, at=at)
    elif known.subscriber_id == subscriber.pk:
        return
    told = {"subscriber": subscriber, "ask": uuid4(), "asked_at": at, "tries": 0}
    row, _ = PhoneCode.objects.update_or_create(contact=known, defaults=told)
    publish(PhoneCodeAsked(at=at, subject=row.ask))


def _admit(form: str, subscriber: Subscriber, at: datetime) -> None:
    for what, limit in (
        (f"messages.phone|{form}", FOR_A_NUMBER),
        (f"messages.phone_asker|{subscriber.pk}", FOR_A_PERSON),
    ):
        if not people.admit(what, limit=limit, window=WINDOW, at=at):
            raise TooManyCodes


@transaction.atomic
def prove_phone(subscriber: Subscriber, typed: str, *, way: str, at: datetime) -> Proof:
    """Let a telephone work, since its holder told the code (電話番号の確認)."""
    waiting = pending(subscriber, at=at)
    if waiting is None:
        return Proof.OVER
    row = PhoneCode.objects.select_for_update(no_key=True).filter(pk=waiting.pk).first()
    if row is None:  # the same button was pressed twice, and the first press has done it
        return _proved(waiting.contact_id, subscriber)
    return _try(row, subscriber, typed, way, at)


def _try(row: PhoneCode, subscriber: Subscriber, typed: str, way: str, at: datetime) -> Proof:
    """Take a code for a telephone that the caller has locked."""
    if is_over(row.asked_at, row.tries, at):
        return Proof.OVER
    if not fits(typed, code_of(row.ask, secret=settings.SECRET_KEY)):
        row.tries += 1
        row.save(update_fields=["tries"])
        return Proof.OVER if is_over(row.asked_at, row.tries, at) else Proof.WRONG
    contact = row.contact
    row.delete()
    if contact.subscriber_id != subscriber.pk:
        adopt(subscriber, contact, way=way, at=at)
    confirm_address(contact.pk, way=way, at=at)
    return Proof.RIGHT


def _proved(contact: UUID, subscriber: Subscriber) -> Proof:
    own = Contact.objects.filter(pk=contact, subscriber=subscriber, state=ContactState.ACTIVE)
    return Proof.RIGHT if own.exists() else Proof.OVER


def send_code(ask: UUID, *, at: datetime) -> None:
    """Hand a code to the provider of short messages; one that is over is left (確認番号の送信).

    Raises:
        CannotReach: not now; the same code goes out at the next try.
    """
    row = PhoneCode.objects.select_related("contact", "subscriber").filter(ask=ask).first()
    contract = contract_for(Kind.SMS)
    if row is None or contract is None or is_over(row.asked_at, row.tries, at):
        return
    language = row.subscriber.language
    code = code_of(ask, secret=settings.SECRET_KEY)
    parcel = Parcel(
        key=ask,
        title=say(TITLE, language, code=code, town=translate(town.current().name, language)),
        body=say(BODY, language),
        recipients=[Recipient(1, row.contact.address)],
        urgent=True,
        keep_for_s=int(LIVES.total_seconds()),
    )
    asyncio.run(_hand_over(parcel))


async def _hand_over(parcel: Parcel) -> None:
    # The library for it is loaded only where somebody registers a telephone.
    from tsunagaru.engines.messages.gateways.sms import Sms  # noqa: PLC0415

    contract = contract_for(Kind.SMS)
    if contract is None:
        return
    channel = Sms(contract)
    try:
        [answer] = await channel.send(parcel)
    finally:
        await channel.close()
    if answer.result is Result.LATER:
        raise CannotReach(answer.code)
