"""What is written of a second wording (2つ目の文面の作成)."""

from collections.abc import Mapping
from dataclasses import dataclass

from tsunagaru.engines.messages.models import Broadcast, Comparison, Measure
from tsunagaru.engines.messages.models.broadcasts import Lane
from tsunagaru.engines.messages.queries.topics import rules_of_sending
from tsunagaru.engines.messages.rules.comparing import SHARES

LONGEST_HOURS = 72


class CannotCompare(Exception):
    """This message must be the same for everybody, or the wordings are no pair (比べられません)."""


@dataclass(frozen=True, kw_only=True)
class Comparing:
    """A second wording, and how the better one is found (文面の比較).

    Args:
        texts: by language, in the same languages as the first.
        share: per cent who get each wording first, one of ``SHARES``; 50 for half and half.
        hours: after which the rest gets the better one, 1 to 72.
        by_rule: the better one is sent by itself; otherwise staff choose.
        measure: by what it is known.
    """

    texts: Mapping[str, Mapping[str, str]]
    share: int = 10
    hours: int = 3
    by_rule: bool = False
    measure: Measure = Measure.OPENED


def may_differ(lane: int, topic: str) -> bool:
    """Tell whether a message may say it in two ways: news only, and as the topic says (比較の可否).

    What protects people, and what the town must tell, is worded once.
    """
    found = rules_of_sending().topic(topic) if topic else None
    return lane == Lane.NEWS and (found is None or found.compare)


def write_comparison(row: Broadcast, words: Comparing | None) -> None:
    """Keep the second wording of a draft as it is written now (2つ目の文面を書く).

    Raises:
        CannotCompare
    """
    if words is None:
        Comparison.objects.filter(pk=row.pk).delete()
        return
    fits = words.share in SHARES and 1 <= words.hours <= LONGEST_HOURS
    if not fits or not may_differ(row.lane, row.topic) or words.texts.keys() != row.texts.keys():
        raise CannotCompare
    told = {language: dict(text) for language, text in words.texts.items()}
    Comparison.objects.update_or_create(
        pk=row.pk,
        defaults={
            "texts": told,
            "share": words.share,
            "hours": words.hours,
            "by_rule": words.by_rule,
            "measure": words.measure,
        },
    )
