"""Opening and closing shelters (開設と閉鎖)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.services.shelters.events import ShelterChanged, ShelterClosed, ShelterOpened
from tsunagaru.services.shelters.models import Opening, Run, Setup, Site
from tsunagaru.services.shelters.queries import sites
from tsunagaru.services.shelters.rules.states import OPENINGS, OpeningAct, OpeningState

HOUR_S = 3600


class CannotOpenShelter(Exception):
    """It is open already, for something else, or not this person's (開設できません)."""


def codes(opening: Opening) -> dict[str, Any]:
    """Return what every event tells of an opened shelter."""
    return {"site": opening.site_id, "drill": "yes" if opening.run.drill else "no"}


@transaction.atomic
def open_shelter(code: str, *, drill: bool, by: Actor, at: datetime) -> Opening:
    """Open a shelter (開設する). Pressed twice, or by two people at once, it is opened once.

    Raises:
        CannotOpenShelter: not this person's, or open as a drill while it is to be real (or the
            other way round).

    Publishes:
        ShelterOpened
    """
    if Setup.objects.select_for_update(no_key=True).first() is None or not sites.runs(by, code):
        raise CannotOpenShelter
    if open_now := sites.running().filter(site=code).first():
        if open_now.run.drill != drill:
            raise CannotOpenShelter
        return open_now
    site = Site.objects.filter(pk=code, retired=False).first()
    if site is None:
        raise CannotOpenShelter
    other = sites.running().filter(run__drill=drill).first()
    run = other.run if other else Run.objects.create(drill=drill, begun_at=at)
    row = Opening.objects.create(run=run, site=site, opened_at=at, opened_by=by.staff)
    publish(ShelterOpened(at=at, subject=row.pk, **codes(row)))
    audit(actor=by, action="shelter.opened", subject=row.pk, at=at, facts=codes(row))
    return row


@transaction.atomic
def change(opening: UUID, act: OpeningAct, *, by: Actor, at: datetime) -> Opening:
    """Take in nobody more, take people in again, or close (状態を変える).

    Who is still there when it closes stays on its list; tablets still hand in what they hold.

    Raises:
        CannotChange: it does not stand so.

    Publishes:
        ShelterChanged or ShelterClosed
    """
    row = Opening.objects.select_for_update(no_key=True).get(pk=opening)
    row.state = OPENINGS.move(OpeningState(row.state), act)
    if act is OpeningAct.CLOSE:
        row.closed_at, row.closed_by, row.names_key = at, by.staff, None
        hours = round((at - row.opened_at).total_seconds() / HOUR_S)
        publish(ShelterClosed(at=at, subject=row.pk, open_h=hours, **codes(row)))
    else:
        publish(ShelterChanged(at=at, subject=row.pk, act=act.value, **codes(row)))
    row.save(update_fields=["state", "closed_at", "closed_by", "names_key"])
    facts = codes(row) | {"act": act.value}
    audit(actor=by, action="shelter.state_changed", subject=row.pk, at=at, facts=facts)
    return row
