"""Events of the questionnaires (様式の出来事)."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class ServiceRated(Event, name="service.rated"):
    """Somebody said how a service was (満足度の評価). ``subject`` is the rating.

    Args:
        service: code of the service.
        score_ge4: whether the score is 4 or 5: ``yes`` or ``no``.
        score: 1 (bad) to 5 (good).
    """

    service: str
    score_ge4: str
    score: int = measure(histogram=True)
