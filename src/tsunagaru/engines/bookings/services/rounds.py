"""Lotteries opened with a promise (抽選の受付): each once, whoever asks first."""

from datetime import date, datetime
from secrets import token_hex

from django.db import IntegrityError, transaction

from tsunagaru.engines.bookings.events import LotteryOpened
from tsunagaru.engines.bookings.models import Round
from tsunagaru.engines.bookings.queries.resources import Bookable, resources
from tsunagaru.engines.bookings.rules import lottery
from tsunagaru.ground.ledger.api import publish

SEED_BYTES = 32


def open_rounds(*, at: datetime) -> int:
    """Open the lotteries whose period of application has begun (抽選の受付を始める).

    Returns:
        How many were opened.

    Publishes:
        LotteryOpened
    """
    opened = 0
    for one in resources():
        if one.definition.lottery:
            for month in lottery.months_applying(one.definition.lottery.period, at):
                opened += _open(one, month, at)
    return opened


def round_of(one: Bookable, month: date, *, at: datetime) -> Round:
    """Return the lottery of a month of use; the first applicant need not wait for the hour.

    Args:
        month: the first day of a month for which applications are taken now.

    Publishes:
        LotteryOpened, when nobody opened it before
    """
    _open(one, month, at)
    return Round.objects.get(resource=one.id, month=month)


def _open(one: Bookable, month: date, at: datetime) -> bool:
    if Round.objects.filter(resource=one.id, month=month).exists():
        return False
    seed = token_hex(SEED_BYTES)
    try:
        with transaction.atomic():
            row = Round.objects.create(
                resource_id=one.id,
                month=month,
                seed=seed,
                commitment=lottery.commitment(seed),
                opened_at=at,
            )
            publish(LotteryOpened(at=at, subject=row.pk, resource=one.code))
    except IntegrityError:
        return False
    return True
