"""What people said about services (満足度の一覧)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from tsunagaru.engines.questionnaires.models import Rating
from tsunagaru.engines.questionnaires.queries.invitations import Invitation
from tsunagaru.kernel.offers import StockRow


@dataclass(frozen=True)
class RatingView:
    """One rating (満足度の評価), as staff read it."""

    service: str
    score: int
    comment: str
    channel: str
    rated_at: datetime


def rating_of(invitation: Invitation) -> RatingView | None:
    """Return the rating that an invitation led to (評価), or None."""
    rows = Rating.objects.filter(service=invitation.service, about_index__in=invitation.indexes)
    return next(map(_view, rows), None)


def comments_on(service: str, *, most: int = 50) -> Sequence[RatingView]:
    """Return the latest ratings with a comment (ご意見), newest first."""
    rows = Rating.objects.filter(service=service, comment__isnull=False).order_by("-rated_at")
    return [_view(row) for row in rows[:most]]


def count_ratings(_at: datetime) -> Iterator[StockRow]:
    """Return how many ratings there are (評価の件数) by service, score and channel."""
    rows = Rating.objects.values("service", "score", "channel").annotate(n=Count("pk"))
    for row in rows.order_by("service", "score", "channel"):
        codes = {"service": row["service"], "score": str(row["score"]), "channel": row["channel"]}
        yield StockRow(codes, row["n"])


def _view(row: Rating) -> RatingView:
    return RatingView(row.service, row.score, row.comment or "", row.channel, row.rated_at)
