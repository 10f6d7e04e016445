"""Asking the portal for new applications (ポータルの巡回)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from tsunagaru.ground.ledger.api import publish
from tsunagaru.services.intake import queries
from tsunagaru.services.intake.definitions import IntakeFile
from tsunagaru.services.intake.events import ArrivalAcknowledged, PortalAsked
from tsunagaru.services.intake.gateways.portal import CannotReach, Contract, Portal
from tsunagaru.services.intake.models import Arrival
from tsunagaru.services.intake.services.taking import receive


@dataclass
class Asked:
    """What came of it (巡回の結果).

    Args:
        kept: how many are kept now that were not before.
        missed: how many calls gave no answer; their applications wait at the portal.
    """

    kept: int = 0
    missed: int = 0


def contract() -> Contract | None:
    """Return where the portal is, or None where the town has no connection."""
    if not settings.TSUNAGARU_PORTAL_URL:
        return None
    return Contract(
        settings.TSUNAGARU_PORTAL_URL,
        settings.TSUNAGARU_PORTAL_USER,
        settings.TSUNAGARU_PORTAL_PASSWORD,
        settings.TSUNAGARU_PORTAL_TIMEOUT,
    )


def poll(where: Contract, setup: IntakeFile, *, at: datetime) -> Asked:
    """Fetch, keep and tell back everything that waits at the portal (巡回する).

    Outside a transaction of its own: each application stands or falls alone. What is told back is
    kept for sure; after a crash in between, the portal lists it again and is told then.

    Publishes:
        PortalAsked, and for each application as ``receive`` does
    """
    asked = Asked()
    try:
        portal = Portal(where, setup.calls)
        # The whole list first: what is told back leaves it, and later pages would move up.
        for number in _listed(portal, asked):
            _one(portal, number, setup, asked, at)
    except CannotReach:
        asked.missed += 1
    with transaction.atomic():
        reached = "no" if asked.missed else "yes"
        publish(PortalAsked(at=at, subject=uuid4(), reached=reached, found=asked.kept))
    return asked


def _listed(portal: Portal, asked: Asked) -> list[str]:
    """Return each receipt number once, those before a page that did not come."""
    found: dict[str, None] = {}
    try:
        for number in portal.numbers():
            found[number] = None
    except CannotReach:
        asked.missed += 1
    return list(found)


def _one(portal: Portal, number: str, setup: IntakeFile, asked: Asked, at: datetime) -> None:
    """Take one application; a call without an answer leaves the others alone."""
    try:
        if not queries.is_settled(number):
            if not receive(number, portal.package(number), setup, at=at):
                return
            asked.kept += 1
        portal.acknowledge(number)
    except CannotReach:
        asked.missed += 1
        return
    _note_told(number, at)


@transaction.atomic
def _note_told(number: str, at: datetime) -> None:
    row = Arrival.objects.select_for_update(no_key=True).get(number=number)
    if row.acknowledged_at is None:
        row.acknowledged_at = at
        row.save(update_fields=["acknowledged_at"])
        publish(ArrivalAcknowledged(at=at, subject=row.pk))
