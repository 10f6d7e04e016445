"""Reads of the intake (取込みの参照)."""

from django.db.models import Q, QuerySet

from tsunagaru.kernel.access import Actor, Role
from tsunagaru.services.intake.definitions import IntakeFile
from tsunagaru.services.intake.models import Arrival, Setup
from tsunagaru.services.intake.rules import State

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


def is_settled(number: str) -> bool:
    """Tell whether an application of the portal is kept here already (受け取り済みか)."""
    return Arrival.objects.filter(~Q(state=State.DAMAGED), number=number).exists()
