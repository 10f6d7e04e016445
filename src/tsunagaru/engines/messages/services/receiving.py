"""What comes back after a message left (戻ってきた知らせ): receipts, bounces, answers of people.

All of it may come twice, late and in any order; each stage of a target is written once.
"""

from datetime import datetime

from django.db import transaction

from tsunagaru.engines.messages.events import MessageConfirmed
from tsunagaru.engines.messages.gateways import posting
from tsunagaru.engines.messages.gateways.channels import Answer, Result
from tsunagaru.engines.messages.models import Broadcast, Contact, Outcome, Target
from tsunagaru.engines.messages.models.broadcasts import Stage
from tsunagaru.engines.messages.models.subscribers import ContactState
from tsunagaru.engines.messages.services.falling_back import fall_back
from tsunagaru.engines.messages.services.subscribing import confirm_address, drop_addresses
from tsunagaru.ground.ledger.api import publish


@transaction.atomic
def note_receipt(broadcast: int, seq: int, *, delivered: bool, code: str, at: datetime) -> None:
    """Write down that a provider delivered a message, or could not (到達の知らせ)."""
    result = Result.ACCEPTED if delivered else Result.REFUSED
    posting.add(broadcast, [Answer(seq, result, code=code)], at=at, stage=Stage.RECEIPT)


@transaction.atomic
def note_bounce(broadcast: int, seq: int, *, hard: bool, code: str, at: datetime) -> None:
    """Write down that a mail came back (不達); a dead address gives way to the next one.

    Args:
        hard: the address will never work; a full mailbox is none of that.
    """
    if Outcome.objects.filter(broadcast=broadcast, seq=seq, stage=Stage.RECEIPT).exists():
        return
    note_receipt(broadcast, seq, delivered=False, code=code, at=at)
    target = Target.objects.filter(broadcast=broadcast, seq=seq).first()
    if hard and target:
        drop_addresses([target.contact], at=at)
        fall_back(broadcast, [seq], at=at)


@transaction.atomic
def note_opened(broadcast: int, seq: int, *, at: datetime) -> None:
    """Write down that a message was opened (開封)."""
    opened = [Answer(seq, Result.ACCEPTED)]
    posting.add(broadcast, opened, at=at, stage=Stage.OPENED)


@transaction.atomic
def confirm(broadcast: int, seq: int, *, way: str, at: datetime) -> None:
    """Write down that a person said they have read it (本人の確認), once.

    Publishes:
        MessageConfirmed, the first time
    """
    row = Broadcast.objects.select_for_update(no_key=True).get(pk=broadcast)
    known = Outcome.objects.filter(broadcast=broadcast, seq=seq, stage=Stage.CONFIRMED)
    if known.exists():
        return
    said = [Answer(seq, Result.ACCEPTED, code=way)]
    posting.add(broadcast, said, at=at, stage=Stage.CONFIRMED)
    publish(MessageConfirmed(at=at, subject=row.key, channel=way))


@transaction.atomic
def note_blocked(contact: Contact, *, at: datetime) -> None:
    """Stop writing to somebody who blocked us (ブロック); they may come back."""
    drop_addresses([contact.pk], at=at, blocked=True)


@transaction.atomic
def note_back(contact: Contact, *, at: datetime) -> None:
    """Write again to somebody who took their block back (ブロックの解除)."""
    if contact.state == ContactState.BLOCKED:
        contact.state, contact.ended_at = ContactState.UNCONFIRMED, None
        contact.save(update_fields=["state", "ended_at"])
        confirm_address(contact.pk, way=contact.kind, at=at)
