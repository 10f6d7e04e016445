"""Writes of the questionnaires (満足度の記録)."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tsunagaru.engines.questionnaires.events import ServiceRated
from tsunagaru.engines.questionnaires.models import Rating
from tsunagaru.engines.questionnaires.queries.invitations import Invitation
from tsunagaru.engines.questionnaires.queries.ratings import rating_of
from tsunagaru.engines.questionnaires.rules.text import read_lines
from tsunagaru.ground.ledger.api import publish

LOWEST, HIGHEST = 1, 5
GOOD = 4
LONGEST_COMMENT = 1000


class CannotRateTwice(Exception):
    """This thing was rated already (評価は1回だけです)."""


class CannotRateSo(ValueError):
    """The score is not 1 to 5 (評価は1から5までです)."""


def rate(invitation: Invitation, score: int, *, at: datetime, comment: str = "") -> UUID:
    """Record how somebody liked a service (満足度を記録する), and return the rating's id.

    Args:
        invitation: what is rated, as ``queries.invitations`` makes and reads it.
        score: 1 (bad) to 5 (good).
        at: when.
        comment: free text.

    Raises:
        CannotRateSo: the score is out of its range.
        CannotRateTwice: it was rated already.
        CannotRead: the comment cannot be taken.

    Publishes:
        ServiceRated
    """
    if not LOWEST <= score <= HIGHEST:
        raise CannotRateSo(score)
    row = Rating(
        service=invitation.service,
        score=score,
        comment=read_lines(comment, max_length=LONGEST_COMMENT),
        channel=invitation.channel,
        about_index=invitation.index,
        rated_at=at,
    )
    with transaction.atomic():
        if rating_of(invitation):
            raise CannotRateTwice
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            raise CannotRateTwice from None
        publish(_rated(row, invitation))
    return row.pk


def _rated(row: Rating, invitation: Invitation) -> ServiceRated:
    return ServiceRated(
        at=row.rated_at,
        subject=row.pk,
        channel=invitation.channel,
        age_band=invitation.age_band,
        district=invitation.district,
        service=invitation.service,
        score_ge4="yes" if row.score >= GOOD else "no",
        score=row.score,
    )


@transaction.atomic
def add_comment(invitation: Invitation, comment: str) -> bool:
    """Add a comment to a rating without one (ご意見を書き添える); tell whether it was added.

    Raises:
        CannotRead: the comment cannot be taken.
    """
    text = read_lines(comment, max_length=LONGEST_COMMENT)
    row = (
        Rating.objects.select_for_update(no_key=True)
        .filter(
            service=invitation.service, about_index__in=invitation.indexes, comment__isnull=True
        )
        .first()
    )
    if row is None or text is None:
        return False
    row.comment = text
    row.save(update_fields=["comment"])
    return True
