"""The key to a shelter's lists of names (名簿の鍵): one for all its tablets, on paper."""

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.services.shelters.events import NamesKeyMade
from tsunagaru.services.shelters.models import Opening
from tsunagaru.services.shelters.rules import keys
from tsunagaru.services.shelters.rules.passes import SIGNS
from tsunagaru.services.shelters.rules.states import OpeningState
from tsunagaru.services.shelters.services.opening import codes


class CannotShowKey(Exception):
    """The shelter is closed, or a drill: it has no lists (名簿の鍵はありません)."""


@transaction.atomic
def key_of(opening: UUID, *, at: datetime) -> str:
    """Return the key of an opened shelter, made where there is none yet (名簿の鍵).

    Publishes:
        NamesKeyMade, when it is made
    """
    row = _locked(opening)
    return row.names_key or _make(row, at)


@transaction.atomic
def show_key(opening: UUID, *, anew: bool, by: Actor, at: datetime) -> str:
    """Show staff the key, to be printed; anew, the old one opens no list handed out from now on.

    Raises:
        CannotShowKey

    Publishes:
        NamesKeyMade, when it is made
    """
    row = _locked(opening)
    if row.state == OpeningState.CLOSED or row.run.drill:
        raise CannotShowKey
    key = _make(row, at) if anew else row.names_key or _make(row, at)
    facts = {"act": "renew" if anew else "show"}
    audit(actor=by, action="shelter.names_key_shown", subject=row.pk, at=at, facts=facts)
    return key


def _locked(opening: UUID) -> Opening:
    rows = Opening.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("run").get(pk=opening)


def _make(row: Opening, at: datetime) -> str:
    key = keys.written("".join(secrets.choice(SIGNS) for _ in range(keys.LENGTH)))
    row.names_key = key
    row.save(update_fields=["names_key"])
    publish(NamesKeyMade(at=at, subject=row.pk, **codes(row)))
    return key
