"""Who leads which district, and who takes a group's paper (役職の参照)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from tsunagaru.services.community.models import Term
from tsunagaru.services.community.rules import duties
from tsunagaru.services.community.rules.duties import Duty, Office


def terms_on(day: date) -> QuerySet[Term]:
    """Return the terms of office that run on a day (在任)."""
    running = Q(until_on=None) | Q(until_on__gte=day)
    return Term.objects.filter(running, from_on__lte=day).order_by("from_on", "pk")


def office(row: Term, day: date) -> Office:
    """Return a term as an office held on a day."""
    away = row.away_until is not None and row.away_until >= day
    return Office(row.resident, row.district, Duty(row.duty), row.group, away)


def offices_of(resident: UUID | None, day: date) -> Sequence[Office]:
    """Return the offices of a resident on a day (役職)."""
    if resident is None:
        return []
    return [office(row, day) for row in terms_on(day).filter(resident=resident)]


def offices_in(district: str, day: date) -> Sequence[Office]:
    """Return the offices held in a district on a day."""
    return [office(row, day) for row in terms_on(day).filter(district=district)]


def next_head(district: str, day: date) -> Term | None:
    """Return who leads a district from a later day on, if that is settled (次の区長)."""
    rows = Term.objects.filter(district=district, duty=Duty.HEAD, from_on__gt=day)
    return rows.order_by("from_on").first()


def leads(resident: UUID | None, district: str, day: date) -> bool:
    """Tell whether a resident leads a district now (区長・副区長)."""
    return duties.may_lead(offices_of(resident, day), district)


def reports(resident: UUID | None, district: str, group: str, day: date) -> bool:
    """Tell whether a resident may say that paper went round in a group."""
    return duties.may_report(offices_of(resident, day), district, group)


def districts_of(resident: UUID | None, day: date) -> Sequence[str]:
    """Return the districts in which a resident holds an office."""
    return list(dict.fromkeys(one.district for one in offices_of(resident, day)))
