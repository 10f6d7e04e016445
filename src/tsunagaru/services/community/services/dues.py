"""The dues of an association (会費): settled for a year, reduced with a reason, collected in cash.

Nothing of it is a payment to the town, and no member of staff reads it.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from tsunagaru.ground import rows
from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.ground.people import api as people
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.calendar import FiscalYear
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.events import (
    DuesCollected,
    DuesCorrected,
    DuesOpened,
    DuesReduced,
)
from tsunagaru.services.community.models import Collection, Due, DuesYear, Member, Relief
from tsunagaru.services.community.queries.dues import Reach, standing_of
from tsunagaru.services.community.rules.dues import Paid
from tsunagaru.services.community.services.members import CannotCollect, need_reach


class SettledBefore(Exception):
    """The year's dues are settled already, or were collected already (この年度は決まっています)."""


class TooMuch(Exception):
    """More than is still to be paid (残りより多い). ``open_yen`` says how much that is."""

    def __init__(self, open_yen: int) -> None:
        super().__init__(str(open_yen))
        self.open_yen = open_yen


class CorrectedBefore(Exception):
    """Somebody took this row back already (訂正済みです)."""


@transaction.atomic
def settle(district: str, year: FiscalYear, amount_yen: int, *, by: Actor, at: datetime) -> UUID:
    """Settle what each household pays for a year (年度の会費を決める); every member owes it.

    Raises:
        CannotCollect: does not lead the district.
        SettledBefore

    Publishes:
        DuesOpened
    """
    _need_leader(district, by, at)
    if by.resident is None:
        raise CannotCollect
    row, new = DuesYear.objects.get_or_create(
        district=district,
        year=year.year,
        defaults={"amount_yen": amount_yen, "made_by": by.resident, "made_at": at},
    )
    if not new:
        raise SettledBefore
    there = Member.objects.filter(district=district, left_on=None)
    lines = [Due(dues=row, member=one, amount_yen=amount_yen) for one in there]
    Due.objects.bulk_create(lines, batch_size=500)
    publish(DuesOpened(at=at, subject=row.pk))
    audit(actor=by, action="dues.settled", subject=row.pk, at=at, facts={"district": district})
    return row.pk


@transaction.atomic
def correct_amount(dues: UUID, amount_yen: int, *, by: Actor, at: datetime) -> None:
    """Correct a year's amount (会費の額を直す), as long as nobody has paid anything of it.

    Raises:
        CannotCollect
        SettledBefore: somebody has paid.
    """
    row = _year(dues)
    _need_leader(row.district, by, at)
    if Collection.objects.filter(due__dues=row).exists():
        raise SettledBefore
    row.lines.filter(reliefs=None).update(amount_yen=amount_yen)
    row.amount_yen = amount_yen
    row.save(update_fields=["amount_yen"])
    audit(actor=by, action="dues.settled", subject=row.pk, at=at, facts={"district": row.district})


@transaction.atomic
def relieve(due: UUID, amount_yen: int, reason: str, *, by: Actor, at: datetime) -> None:
    """Let a household pay another amount, nothing for an exemption (減額・免除する).

    Raises:
        CannotCollect: does not lead the district.
        TooMuch: more than that is paid already.

    Publishes:
        DuesReduced
    """
    row, reach = _due(due, by, at)
    if not reach.leads or by.resident is None:
        raise CannotCollect
    taken = standing_of(row).paid_yen
    if amount_yen < taken:
        raise TooMuch(taken)
    Relief.objects.create(
        due=row,
        before_yen=row.amount_yen,
        amount_yen=amount_yen,
        reason=reason,
        by=by.resident,
        at=at,
    )
    row.amount_yen = amount_yen
    row.save(update_fields=["amount_yen"])
    publish(DuesReduced(at=at, subject=row.pk))
    audit(actor=by, action="dues.reduced", subject=row.pk, at=at)


@transaction.atomic
def collect(due: UUID, amount_yen: int, paid_on: date, *, by: Actor, at: datetime) -> UUID:
    """Keep that somebody took money from a household (集金を記録する); a part is enough.

    Of two who take the same money at once, exactly one keeps it.

    Args:
        amount_yen: at least 1, at most what is open.

    Raises:
        CannotCollect: collects not from this household.
        TooMuch

    Publishes:
        DuesCollected
    """
    row, _ = _due(due, by, at)
    standing = standing_of(row)
    if not 0 < amount_yen <= standing.open_yen:
        raise TooMuch(standing.open_yen)
    made = _add(row, amount_yen, paid_on, by, at)
    made.save()
    whole = "yes" if standing_of(row).state is Paid.DONE else "no"
    publish(DuesCollected(at=at, subject=made.pk, whole=whole))
    audit(actor=by, action="dues.collected", subject=made.pk, at=at)
    return made.pk


@transaction.atomic
def take_back(collection: UUID, reason: str, *, by: Actor, at: datetime) -> None:
    """Take a mistaken row back with a row of its own (集金を訂正する); both stay.

    A group's head corrects what the same head kept, who leads the district corrects everything.

    Raises:
        CannotCollect, CorrectedBefore

    Publishes:
        DuesCorrected
    """
    wrong = rows.first(Collection, pk=collection)
    if wrong is None:
        raise CannotCollect
    row, reach = _due(wrong.due_id, by, at)
    if not reach.leads and wrong.by != by.resident:
        raise CannotCollect
    if wrong.corrects_id is not None or Collection.objects.filter(corrects=wrong).exists():
        raise CorrectedBefore
    made = _add(row, -wrong.amount_yen, day_of(at), by, at)
    made.corrects, made.reason = wrong, reason
    made.save()
    publish(DuesCorrected(at=at, subject=made.pk))
    audit(actor=by, action="dues.corrected", subject=made.pk, at=at)


@transaction.atomic
def forget_old(day: date, keep_years: int) -> int:
    """Delete the books of years that are long over, and members without any (廃棄).

    Args:
        keep_years: so many fiscal years are kept after their own.
    """
    first = FiscalYear.of(day).year - keep_years
    gone = DuesYear.objects.filter(year__lt=first).delete()[0]
    gone += Member.objects.filter(dues=None).exclude(left_on=None).delete()[0]
    return gone


def _add(row: Due, amount_yen: int, paid_on: date, by: Actor, at: datetime) -> Collection:
    there = Collection.objects.filter(due__dues=row.dues_id)
    number = (there.aggregate(n=Max("number"))["n"] or 0) + 1
    taker = people.residents([by.resident], day=day_of(at)) if by.resident else {}
    if by.resident is None or by.resident not in taker:
        raise CannotCollect
    return Collection(
        due=row,
        number=number,
        amount_yen=amount_yen,
        paid_on=paid_on,
        taker=taker[by.resident].name,
        by=by.resident,
        at=at,
    )


def _due(due: UUID, by: Actor, at: datetime) -> tuple[Due, Reach]:
    """Return what a household owes, for who collects from it; the year's books are held."""
    year = Due.objects.filter(pk=due).values_list("dues", flat=True).first()
    if year is None:
        raise CannotCollect
    held = _year(year)
    row = Due.objects.select_related("dues", "member").get(pk=due)
    reach = need_reach(held.district, by, at)
    if not reach.takes_in(row.member.group):
        raise CannotCollect
    return row, reach


def _year(dues: UUID) -> DuesYear:
    row = rows.first(DuesYear, lock=True, pk=dues)
    if row is None:
        raise CannotCollect
    return row


def _need_leader(district: str, by: Actor, at: datetime) -> None:
    if not need_reach(district, by, at).leads:
        raise CannotCollect
