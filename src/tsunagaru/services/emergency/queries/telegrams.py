"""Reads of telegrams, drafts and the town's rules (電文・案・規則の参照)."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from tsunagaru.kernel.access import Actor, Role
from tsunagaru.services.emergency.definitions import (
    IssuingFile,
    LoudspeakerFile,
    TextsFile,
    TriggersFile,
)
from tsunagaru.services.emergency.models import Draft, Setup, Telegram
from tsunagaru.services.emergency.rules.states import State, Step
from tsunagaru.services.emergency.rules.telegram import serial_number
from tsunagaru.services.emergency.rules.triggers import Action, Rules


def rules() -> Rules | None:
    """Return the town's rules, or None where it has none (町の規則)."""
    row = Setup.objects.first()
    return TriggersFile.model_validate(row.triggers).rules() if row else None


def texts() -> TextsFile | None:
    """Return the town's texts, or None where it has none (文例)."""
    row = Setup.objects.first()
    return TextsFile.model_validate(row.texts) if row else None


def section() -> str:
    """Return whose work telegrams and alerts are, or nothing (担当の課)."""
    return Setup.objects.values_list("section", flat=True).first() or ""


def issuing() -> IssuingFile | None:
    """Return how the town issues alerts, or None where it does not (発令の決まり)."""
    row = Setup.objects.first()
    return IssuingFile.model_validate(row.issuing) if row and row.issuing else None


def loudspeaker() -> LoudspeakerFile | None:
    """Return how the town speaks over loudspeakers, or None (放送文の決まり)."""
    row = Setup.objects.first()
    return LoudspeakerFile.model_validate(row.loudspeaker) if row and row.loudspeaker else None


def drafts_for(actor: Actor) -> QuerySet[Draft]:
    """Return the drafts an actor may open: those of the sections in which they work."""
    if not actor.is_staff:
        return Draft.objects.none()
    return Draft.objects.filter(section__in=actor.sections(Role.CLERK, Role.HEAD))


def telegrams_for(actor: Actor) -> QuerySet[Telegram]:
    """Return the telegrams an actor may open."""
    if not actor.is_staff:
        return Telegram.objects.none()
    return Telegram.objects.filter(section__in=actor.sections(Role.CLERK, Role.HEAD))


def waiting(actor: Actor) -> QuerySet[Draft]:
    """Return the drafts that wait, real ones first, then by level (確かめ待ちの案).

    Those of which somebody asked confirmation wait there.
    """
    rows = drafts_for(actor).filter(state=State.WAITING)
    rows = rows.exclude(announcements__state=Step.ASKED)
    return rows.order_by("drill", "-level", "drafted_at")


def held(actor: Actor) -> QuerySet[Telegram]:
    """Return the telegrams that a person must look at (保留の電文)."""
    rows = telegrams_for(actor).filter(action=Action.HOLD, closed_at=None)
    return rows.order_by("drill", "received_at")


def draft_of(actor: Actor, draft: UUID) -> Draft | None:
    """Return a draft with its telegram, if the actor may see it."""
    return drafts_for(actor).filter(pk=draft).select_related("telegram", "replaced_by").first()


def known_sources(sources: list[str]) -> set[str]:
    """Return which of these entries of a feed came before (受信済み)."""
    return set(Telegram.objects.filter(source__in=sources).values_list("source", flat=True))


def previous_in_thread(row: Telegram) -> Telegram | None:
    """Return the latest other telegram of a thread (つながりの直前の電文)."""
    rows = Telegram.objects.filter(thread=row.thread).exclude(pk=row.pk).defer("content")
    return max(rows, key=_place, default=None)


def is_overtaken(row: Telegram, other: Telegram | None) -> bool:
    """Tell whether another telegram of its thread is newer, though it came first (追い越された)."""
    return other is not None and _place(other) > _place(row)


def _place(row: Telegram) -> tuple[datetime, int]:
    return row.reported_at, serial_number(row.serial)
