"""Reads of what the town has and what is open (避難所の参照)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet

from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.remembering import remembered
from tsunagaru.services.shelters.definitions import SheltersFile, SiteShape
from tsunagaru.services.shelters.models import Opening, Setup, Site
from tsunagaru.services.shelters.rules.crowding import Crowding, crowding
from tsunagaru.services.shelters.rules.states import OpeningState, Presence


class CannotFind(Exception):
    """There is no such shelter, or not for this person (避難所が見つかりません)."""


@dataclass(frozen=True)
class SiteView:
    """A shelter with how it stands (避難所の今).

    Args:
        opening: None while it is closed.
        people: who is in the building; ``out`` are away for a while and keep their places.
        reported_at: of its last report.
    """

    shape: SiteShape
    opening: Opening | None
    people: int = 0
    out: int = 0
    reported_at: datetime | None = None

    @property
    def held(self) -> int:
        """How many places are taken."""
        return self.people + self.out

    @property
    def free(self) -> int:
        """How many places are free (空き)."""
        return max(0, self.shape.capacity - self.held)

    @property
    def crowding(self) -> Crowding:
        """How full it is."""
        stopped = self.opening is not None and self.opening.state == OpeningState.FULL
        return crowding(self.held, self.shape.capacity, stopped=stopped)


@remembered
def setup() -> SheltersFile | None:
    """Return how shelters are run (避難所の決まり), or None where the town has none."""
    row = Setup.objects.first()
    if row is None:
        return None
    shelters = [one.content for one in Site.objects.filter(retired=False).order_by("code")]
    return SheltersFile.model_validate({**row.content, "shelters": shelters})


def shape_of(code: str) -> SiteShape:
    """Return a shelter of the town, retired ones too: they may still be open."""
    row = Site.objects.filter(pk=code).first()
    if row is None:
        raise CannotFind(code)
    return SiteShape.model_validate(row.content)


def running() -> QuerySet[Opening]:
    """Return what is open (開設中の避難所)."""
    return Opening.objects.exclude(state=OpeningState.CLOSED).select_related("run", "site")


def views(*, drills: bool) -> list[SiteView]:
    """Return every shelter with how it stands, the open ones first (避難所の一覧).

    Args:
        drills: whether one opened for a drill counts as open; to residents it never does.
    """
    rows = running() if drills else running().filter(run__drill=False)
    found = {one.site_id: one for one in _counted(rows)}
    known = setup()
    shapes = {one.code: one for one in (known.shelters if known else ())}
    for code in found.keys() - shapes.keys():
        shapes[code] = shape_of(code)
    listed = [_view(shape, found.get(code)) for code, shape in shapes.items()]
    return sorted(listed, key=lambda one: (one.opening is None, one.shape.code))


def view(opening: Opening) -> SiteView:
    """Return one opened shelter with how it stands."""
    return _view(shape_of(opening.site_id), _counted(Opening.objects.filter(pk=opening.pk)).get())


def _counted(rows: QuerySet[Opening]) -> QuerySet[Opening]:
    alone = Q(evacuees__merged_into=None)
    return rows.select_related("run", "site").annotate(
        present=Count("evacuees", filter=alone & Q(evacuees__state=Presence.PRESENT)),
        away=Count("evacuees", filter=alone & Q(evacuees__state=Presence.OUT)),
    )


def _view(shape: SiteShape, opening: Opening | None) -> SiteView:
    if opening is None:
        return SiteView(shape, None)
    present, away = (getattr(opening, name) for name in ("present", "away"))
    return SiteView(
        shape, opening, present, away, opening.reports.aggregate(at=Max("made_at"))["at"]
    )


def leads(actor: Actor) -> bool:
    """Tell whether an actor works in the section in charge of all shelters (本部)."""
    known = Setup.objects.first()
    return known is not None and actor.works_in(known.section)


def runs(actor: Actor, code: str) -> bool:
    """Tell whether an actor runs a shelter: of the section in charge, or sent there.

    Raises:
        CannotFind: the town has no such shelter.
    """
    sections = shape_of(code).sections
    return leads(actor) or any(actor.works_in(one) for one in sections)


def openings_for(actor: Actor) -> Sequence[Opening]:
    """Return what is open and run by an actor, drills last (担当する避難所)."""
    rows = running().order_by("run__drill", "opened_at")
    return [one for one in rows if runs(actor, one.site_id)]
