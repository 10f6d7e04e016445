"""Reads about acting for another person (代理の参照)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from tsunagaru.ground.people.models import Mandate, Resident
from tsunagaru.ground.people.queries.residents import view_of
from tsunagaru.ground.people.rules.mandates import (
    Ground,
    MandateTerms,
    Person,
    Standing,
    covers,
    why_over,
)
from tsunagaru.ground.vault.sealing import blinds
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor

CODE_PLACE = "people_mandate.code"


@dataclass(frozen=True)
class MandateView:
    """A mandate as both sides and the staff see it (代理).

    Args:
        principal, proxy: names; empty while the other side has not confirmed.
    """

    id: UUID
    principal_id: UUID | None
    proxy_id: UUID | None
    principal: str
    proxy: str
    ground: str
    state: str
    procedures: tuple[str, ...]
    from_on: date
    to_on: date | None
    document: str
    expires_at: datetime | None
    ended_because: str


def principals_of(actor: Actor, at: datetime, procedure: str = "") -> Sequence[MandateView]:
    """Return for whom a signed-in resident may act now (だれの手続きか).

    Args:
        procedure: code; empty asks for anybody for whom the actor may do anything at all.
    """
    if actor.resident is None:
        return []
    rows = _rows().filter(proxy=actor.resident, state=Standing.IN_FORCE)
    day = clock.day_of(at)
    return [
        mandate_view(row, day)
        for row in rows
        if _lasts(row, day) and (not procedure or covers(row.procedures, procedure))
    ]


def may_act_for(actor: Actor, resident: UUID, procedure: str, at: datetime) -> bool:
    """Tell whether a signed-in resident may act for another in a procedure now (代理権の有無)."""
    if actor.resident is None:
        return False
    rows = _rows().filter(proxy=actor.resident, principal=resident, state=Standing.IN_FORCE)
    day = clock.day_of(at)
    return any(_lasts(row, day) and covers(row.procedures, procedure) for row in rows)


def mandates_of(resident: UUID, at: datetime) -> Sequence[MandateView]:
    """Return all mandates of a person, on either side, newest first (代理の一覧)."""
    rows = _rows().filter(Q(principal=resident) | Q(proxy=resident)).order_by("-made_at")
    return [mandate_view(row, clock.day_of(at)) for row in rows]


def mandate(mandate_id: UUID, at: datetime) -> MandateView | None:
    """Return a mandate, or None where there is none (代理)."""
    row = _rows().filter(pk=mandate_id).first()
    return mandate_view(row, clock.day_of(at)) if row else None


def asked_by_code(code: str, at: datetime) -> Mandate | None:
    """Return the mandate that waits for the other side under this code (確認コード)."""
    index = blinds(plain_code(code), place=CODE_PLACE)
    rows = _rows().filter(code_index__in=index, state=Standing.ASKED, expires_at__gt=at)
    return rows.first()


def plain_code(code: str) -> str:
    """Return a code in the one form that is indexed."""
    return "".join(code.split()).replace("-", "").upper()


def over_on(row: Mandate, day: date) -> str:
    """Return why a mandate is over on a day, or empty (終了の判定)."""
    if row.principal is None or row.proxy is None:
        return ""
    terms = MandateTerms(row.from_on, row.to_on, tuple(row.procedures))
    end = why_over(
        Ground(row.ground),
        terms,
        principal=_person(row.principal),
        proxy=_person(row.proxy),
        day=day,
    )
    return end.value if end else ""


def _lasts(row: Mandate, day: date) -> bool:
    return row.from_on <= day and not over_on(row, day)


def _person(row: Resident) -> Person:
    birth_on = date.fromisoformat(row.birth_on) if row.birth_on else None
    # Erased people act for nobody, and nobody acts for them.
    left_on = date.min if row.erased_at else row.left_on
    return Person(row.pk, birth_on, left_on)


def _rows() -> QuerySet[Mandate]:
    rows: QuerySet[Mandate] = Mandate.objects.all()
    return rows.select_related("principal__account", "proxy__account")


def mandate_view(row: Mandate, day: date) -> MandateView:
    """Return a mandate as both sides see it."""
    return MandateView(
        id=row.pk,
        principal_id=row.principal_id,
        proxy_id=row.proxy_id,
        principal=view_of(row.principal, day).name if row.principal else "",
        proxy=view_of(row.proxy, day).name if row.proxy else "",
        ground=row.ground,
        state=row.state,
        procedures=tuple(row.procedures),
        from_on=row.from_on,
        to_on=row.to_on,
        document=row.document,
        expires_at=row.expires_at,
        ended_because=row.ended_because,
    )
