"""Reads of the intake (取込みの参照)."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.cases import api as cases
from tsunagaru.kernel.access import Actor, Role
from tsunagaru.kernel.papers import FinishedPaper
from tsunagaru.services.intake.definitions import IntakeFile
from tsunagaru.services.intake.models import Arrival, Setup
from tsunagaru.services.intake.rules import State

SEALED = ("original", "problems")
TITLE = "国のポータルから届き、手で処理したもの"
OPEN = (State.WAITING, State.DAMAGED)


def setup() -> IntakeFile | None:
    """Return how the town takes in, or None where it does not."""
    row = Setup.objects.first()
    return IntakeFile.model_validate(row.content) if row else None


def readable_by(actor: Actor) -> QuerySet[Arrival]:
    """Return what an actor may open: what came for the sections in which they work."""
    if not actor.is_staff:
        return Arrival.objects.none()
    return Arrival.objects.filter(section__in=actor.sections(Role.CLERK, Role.HEAD))


def open_ones(actor: Actor) -> QuerySet[Arrival]:
    """Return what still needs a person, oldest first (手で取り込むもの)."""
    return readable_by(actor).filter(state__in=OPEN).order_by("received_at", "number")


def listed(actor: Actor, *, everything: bool) -> QuerySet[Arrival]:
    """Return the list a clerk sees: what needs a person, or all with the newest first."""
    if not everything:
        return open_ones(actor)
    return readable_by(actor).order_by("-received_at", "number")


def closed_by_hand(before: datetime) -> Iterator[FinishedPaper]:
    """Yield what was dealt with by hand before a time, and is nothing else's (手で処理した原本).

    What a clerk entered as an application goes with it; alone, where that one is gone already.
    """
    rows = Arrival.objects.filter(state=State.CLOSED, original__isnull=False)
    for row in rows.filter(closed_at__lt=before).defer(*SEALED).order_by("closed_at", "pk"):
        if row.application is None or _is_gone(row.application):
            yield _paper(row)


def paper_of(number: str) -> FinishedPaper | None:
    """Return what came under a number and is still kept, for a hold (保留する原本)."""
    rows = Arrival.objects.filter(number=number, original__isnull=False).defer(*SEALED)
    row = rows.first()
    return _paper(row) if row else None


def _paper(row: Arrival) -> FinishedPaper:
    return FinishedPaper(row.pk, row.number, TITLE, row.section, row.closed_at or row.received_at)


def _is_gone(application: UUID) -> bool:
    case = cases.case_of(applications.KIND, application)
    return case is not None and cases.is_disposed(case.id)


def is_settled(number: str) -> bool:
    """Tell whether an application of the portal is kept here already (受け取り済みか)."""
    return Arrival.objects.filter(~Q(state=State.DAMAGED), number=number).exists()
