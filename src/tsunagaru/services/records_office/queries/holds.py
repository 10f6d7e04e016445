"""Which cases are held (廃棄の保留の参照)."""

from django.db.models import QuerySet

from tsunagaru.kernel.access import Actor
from tsunagaru.services.records_office.models import Hold
from tsunagaru.services.records_office.queries.due import sections_of


def holds_of(actor: Actor) -> QuerySet[Hold]:
    """Return the holds of an actor's sections, those in force first."""
    rows = Hold.objects.order_by("lifted_at", "-placed_at")
    mine = sections_of(actor)
    return rows if mine is None else rows.filter(section__in=mine)
