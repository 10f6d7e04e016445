"""The same household, spelled otherwise? (同じ世帯かの判断): the head decides, and may undo it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.events import SurveyHomeMatched
from tsunagaru.services.community.models import Survey, SurveyAnswer, SurveyMatch
from tsunagaru.services.community.queries.spellings import Alike, alike_to
from tsunagaru.services.community.queries.surveys import home_like, mark_of, open_to, written_home
from tsunagaru.services.community.rules.paper_homes import same_name
from tsunagaru.services.community.services.surveys import locked, note

ANOTHER = UUID(int=0)
"""What the head answers where the household is none of those that are shown (別の世帯)."""


class MaybeSame(Exception):
    """There are households spelled otherwise; the head decides (同じ世帯かもしれません)."""

    def __init__(self, choices: Sequence[Alike]) -> None:
        super().__init__(len(choices))
        self.choices = choices


class CannotUndo(Exception):
    """The decision was undone before, or the survey takes no answers (取り消せません)."""


@dataclass(frozen=True)
class Decided:
    """Which household it is (世帯の判断).

    Args:
        home: the household and its group, under which the answer counts.
        others: those it was said to be, or not to be; empty where there was nothing to decide.
        written: what stands for the household as it was written.
    """

    home: UUID
    group: str = ""
    others: tuple[UUID, ...] = ()
    written: UUID = ANOTHER
    same: bool = False


def decide(row: Survey, name: str, place: str, said: UUID | None, at: datetime) -> Decided:
    """Return which household was written, as far as the head has said so (世帯を決める).

    Raises:
        MaybeSame: there are such as may be the same, and the head has not said.
    """
    home, group = home_like(row.district, name, place, day_of(at))
    is_exact = home != written_home(row.district, name, place) or _known(row, home)
    before = None if is_exact else _said_before(row, name)
    if is_exact or before:
        return Decided(before.household, before.group) if before else Decided(home, group)
    choices = alike_to(row, name, place, day_of(at))
    chosen = next((one for one in choices if one.id == said), None)
    if choices and chosen is None and said != ANOTHER:
        raise MaybeSame(choices)
    if chosen is not None:
        return Decided(chosen.id, chosen.group, (chosen.id,), home, same=True)
    return Decided(home, group, tuple(one.id for one in choices), home)


def _known(row: Survey, home: UUID) -> bool:
    """Tell whether exactly this writing answered before: there is nothing to ask."""
    if row.anonymous:
        return row.marks.filter(digest=mark_of(row, home)).exists()
    return row.answers.filter(household=home).exists()


def _said_before(row: Survey, name: str) -> SurveyAnswer | None:
    """Return the answer that was said to be of this name's household, entered once more."""
    stands = row.matches.filter(same=True, undone_at=None).select_related("answer")
    return next(
        (one.answer for one in stands if one.answer and same_name(one.answer.name or "", name)),
        None,
    )


def keep(row: Survey, answer: SurveyAnswer, found: Decided, *, by: UUID, at: datetime) -> None:
    """Keep what the head decided (判断を残す).

    Publishes:
        SurveyHomeMatched
    """
    said = {"survey": row, "same": found.same, "by": by, "at": at}
    SurveyMatch.objects.bulk_create(
        SurveyMatch(answer=answer, other=one, written=found.written, **said) for one in found.others
    )
    told(row, same=found.same, undone=False, at=at)


def told(row: Survey, *, same: bool, undone: bool, at: datetime) -> None:
    """Publish what was decided."""
    yes, no = "yes", "no"
    publish(
        SurveyHomeMatched(
            at=at, subject=row.pk, same=yes if same else no, undone=yes if undone else no
        )
    )


@transaction.atomic
def undo(survey: UUID, match: UUID, *, by: Actor, at: datetime) -> None:
    """Take back a decision (判断を取り消す): what was one household is two, or the other way round.

    Where two become one and both answered, the answer that was entered goes; the other stands.

    Raises:
        CannotAsk, CannotUndo

    Publishes:
        SurveyHomeMatched
    """
    row = locked(survey, by, at)
    found = row.matches.filter(pk=match, undone_at=None).select_related("answer").first()
    if found is None or found.answer is None or not open_to(row, at):
        raise CannotUndo
    answer = found.answer
    if found.same:
        answer.household, answer.group = found.written, ""
        answer.save(update_fields=["household", "group"])
    elif row.answers.filter(household=found.other).exists():
        answer.delete()
    else:
        answer.household = found.other
        answer.save(update_fields=["household"])
    row.matches.filter(pk=match).update(undone_at=at)
    told(row, same=not found.same, undone=True, at=at)
    note("survey.match_undone", row, by, at)


def decisions(row: Survey) -> dict[UUID, list[SurveyMatch]]:
    """Return the decisions in force by the answers they are about (判断の一覧)."""
    found: dict[UUID, list[SurveyMatch]] = {}
    for one in row.matches.filter(undone_at=None).exclude(answer=None).order_by("at", "pk"):
        found.setdefault(one.answer_id or ANOTHER, []).append(one)
    return found
