"""Joining the LINE somebody added as a friend to their own registration (LINEの連携).

The resident signs in here and is then sent to LINE, which tells us by a signed event that the nonce
came from the very person it gave the token to: nobody can join somebody else's LINE.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from tsunagaru.engines.messages.gateways.line_hook import Linked, Pressed, Told, Wrote
from tsunagaru.engines.messages.gateways.line_linking import new_nonce
from tsunagaru.engines.messages.models import Contact, LineNonce, Subscriber
from tsunagaru.engines.messages.models.subscribers import ContactState
from tsunagaru.engines.messages.services.subscribing import adopt

LINK = "link"  # what the menu's button sends
LINK_WORDS = frozenset({"連携", "れんけい", "連携する", "つなぐ", "link"})
LINK_OFFER = (
    "次のリンクを10分以内に開き、サインインして「LINEへ進む」を押してください。"
    "ほかの人には送らないでください。"
)
LIVES = timedelta(minutes=10)  # as long as LINE's own token


def wants_to_link(told: Told) -> bool:
    """Tell whether somebody asks to join their LINE (連携の申出)."""
    if isinstance(told, Pressed):
        return told.data == LINK
    return isinstance(told, Wrote) and told.text.strip().lower() in LINK_WORDS


@transaction.atomic
def begin_linking(subscriber: Subscriber, *, at: datetime) -> str:
    """Return a nonce that LINE brings back (連携を始める)."""
    LineNonce.objects.filter(asked_at__lte=at - LIVES).delete()
    nonce = new_nonce()
    LineNonce.objects.create(nonce=_digest(nonce), subscriber=subscriber, asked_at=at)
    return nonce


def finish_linking(contact: Contact, told: Linked, *, at: datetime) -> UUID | None:
    """Join a LINE address to whoever began with this nonce (連携を終える); in a transaction.

    Returns:
        The registration it belongs to now; None where LINE refused, or the nonce is over.
    """
    rows = LineNonce.objects.select_for_update(no_key=True).filter(
        used_at=None, asked_at__gt=at - LIVES
    )
    row = rows.filter(nonce=_digest(told.nonce)).first() if told.linked else None
    if row is None:
        return None
    row.used_at = at
    row.save(update_fields=["used_at"])
    if contact.state == ContactState.ACTIVE:
        adopt(row.subscriber, contact, way="line", at=at)
    return row.subscriber_id


def _digest(nonce: str) -> str:
    return sha256(nonce.encode()).hexdigest()
