"""Reads of the list of those who need support to flee (避難行動要支援者名簿の参照)."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from tsunagaru.kernel.access import Actor
from tsunagaru.services.emergency.models import Disclosure, Person, Round, Setup, Supported
from tsunagaru.services.emergency.models.support import YES
from tsunagaru.services.emergency.queries.alerts import in_force
from tsunagaru.services.emergency.queries.safety import safety_setup
from tsunagaru.services.emergency.rules.safety import RoundState, Safety


def may_open_list(actor: Actor) -> bool:
    """Tell whether an actor works with the list (名簿を扱う課の職員か)."""
    setup, row = safety_setup(), Setup.objects.first()
    if setup is None or row is None or not actor.is_staff:
        return False
    return actor.works_in(setup.support_section) or actor.works_in(row.section)


def listed() -> QuerySet[Supported]:
    """Return everybody on the list (名簿)."""
    return Supported.objects.filter(left_at=None).order_by("district", "listed_at", "id")


def to_hand(districts: Sequence[str], *, without_consent: bool) -> QuerySet[Supported]:
    """Return whom supporters are told of (提供する人): who agreed; all only on a ground in law."""
    rows = listed()
    if districts:
        rows = rows.filter(district__in=districts)
    return rows if without_consent else rows.filter(consent=YES)


def is_disaster(at: datetime) -> bool:
    """Tell whether a disaster is happening or about to (災害が発生し、又はおそれがある).

    An alert is in force, or people are asked whether they are safe; a drill is neither.
    """
    return bool(in_force(at)) or Round.objects.filter(state=RoundState.OPEN, drill=False).exists()


def waiting_for_help(row: Round) -> list[Supported]:
    """Return who is on the list and has not said that they are safe (無事が分からない要支援者)."""
    safe = Person.objects.filter(round=row, state=Safety.SAFE).exclude(resident=None)
    rows = listed().exclude(resident__in=safe.values("resident"))
    if row.districts:
        rows = rows.filter(Q(district__in=row.districts) | Q(district=""))
    return list(rows)


def disclosures() -> QuerySet[Disclosure]:
    """Return to whom names were handed, the newest first (提供の記録)."""
    return Disclosure.objects.all()
