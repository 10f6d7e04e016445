"""Letters that come back to us (戻ってきたメール): bounces, receipts and people's answers.

The same letter may come any number of times: each stage of a recipient is written once, and an
answer is known by its Message-ID.
"""

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from tsunagaru.engines.messages.gateways import bounces, mail_answers
from tsunagaru.engines.messages.gateways.bounces import Bounce, CannotReadBounce, Fate
from tsunagaru.engines.messages.gateways.mail_answers import CannotReadAnswer
from tsunagaru.engines.messages.models import Broadcast, Contact, Target
from tsunagaru.engines.messages.models.subscribers import ContactKind
from tsunagaru.engines.messages.rules.addresses import CannotRead, address_form
from tsunagaru.engines.messages.services.hearing import take_mail
from tsunagaru.engines.messages.services.receiving import note_bounce, note_receipt
from tsunagaru.engines.messages.services.subscribing import PLACE
from tsunagaru.ground.vault.sealing import blinds

MAIL = ContactKind.EMAIL


class Took(StrEnum):
    """What a letter was (届いたもの)."""

    RETURNED = "returned"
    ANSWER = "answer"
    NOTHING = "nothing"


def take_letter(raw: bytes, *, secret: str, at: datetime, envelope_to: str = "") -> Took:
    """Take in a letter that came to us, in one transaction (戻ったメールを受ける).

    Args:
        raw: the whole mail.
        secret: by which the addresses of bounces are signed.
        envelope_to: to whom it was handed over, where that is known.
    """
    try:
        found = bounces.read(raw, secret=secret, envelope_to=envelope_to)
    except CannotReadBounce:
        return _take_answer(raw, envelope_to, at)
    with transaction.atomic():
        known = [_take_bounce(one, at) for one in found]
    return Took.RETURNED if any(known) else Took.NOTHING


def _take_answer(raw: bytes, envelope_to: str, at: datetime) -> Took:
    try:
        answer = mail_answers.read(raw, envelope_to=envelope_to)
    except CannotReadAnswer:
        return Took.NOTHING
    return Took.ANSWER if take_mail(answer, at=at) else Took.NOTHING


def _take_bounce(one: Bounce, at: datetime) -> bool:
    """Write down what a mail server says of one recipient; tell whether it is one of ours."""
    target = _target(one)
    if target is None:
        return False
    if one.fate in (Fate.HARD, Fate.SOFT):
        hard = one.fate == Fate.HARD
        note_bounce(target.broadcast, target.seq, hard=hard, code=one.status, at=at)
    elif one.fate == Fate.DELIVERED:
        note_receipt(target.broadcast, target.seq, delivered=True, code=one.status, at=at)
    return True  # a letter that is only late may still arrive


def _target(one: Bounce) -> Target | None:
    row = Broadcast.objects.filter(key=one.path.key).first()
    rows = Target.objects.filter(broadcast=row.pk, kind=MAIL) if row else Target.objects.none()
    if one.path.seq is not None:
        return rows.filter(seq=one.path.seq).first()
    try:
        indexes = blinds(address_form(MAIL, one.address), place=PLACE)
    except CannotRead:
        return None
    contact = Contact.objects.filter(kind=MAIL, address_index__in=indexes).first()
    return rows.filter(contact=contact.pk).first() if contact else None
