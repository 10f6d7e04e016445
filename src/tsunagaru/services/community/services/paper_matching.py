"""Whether an entry is a household of the register (同じ世帯かの判断), and taking it back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.events import PaperHomeMatched
from tsunagaru.services.community.models import PaperHome, PaperHomeMatch, Setup, Survey
from tsunagaru.services.community.queries.offices import leads
from tsunagaru.services.community.queries.spellings import doubts
from tsunagaru.services.community.queries.surveys import mark_of
from tsunagaru.services.community.rules.surveys import State, Way
from tsunagaru.services.community.services.paper_homes import CannotEnter


class CannotDecide(Exception):
    """Nobody asks that of this entry, or it was decided before (判断できません)."""


@transaction.atomic
def decide(home: UUID, household: UUID, *, same: bool, by: Actor, at: datetime) -> None:
    """Say whether an entry is a household of the register (同じ世帯か); the same counts once.

    Raises:
        CannotEnter: does not lead the district.
        CannotDecide

    Publishes:
        PaperHomeMatched
    """
    row, who = _locked(home, by, at)
    asked = doubts(row.district, day_of(at))
    if not any(one.home.pk == row.pk and one.household == household for one in asked):
        raise CannotDecide
    PaperHomeMatch.objects.create(home=row, household=household, same=same, by=who, at=at)
    if same:
        _move_answers(row, row.pk, household)
        row.household = household
        row.save(update_fields=["household"])
    _note(row, by, at, same=same, undone=False)


@transaction.atomic
def undo(match: UUID, *, by: Actor, at: datetime) -> None:
    """Take back a decision (判断を取り消す): it is asked anew.

    Raises:
        CannotEnter, CannotDecide

    Publishes:
        PaperHomeMatched
    """
    found = PaperHomeMatch.objects.filter(pk=match).first()
    if found is None:
        raise CannotDecide
    row, _ = _locked(found.home_id, by, at)
    if not PaperHomeMatch.objects.filter(pk=match, undone_at=None).update(undone_at=at):
        raise CannotDecide
    if found.same and row.household == found.household:
        row.household = None
        row.save(update_fields=["household"])
        _move_answers(row, found.household, row.pk)
    _note(row, by, at, same=found.same, undone=True)


def _locked(home: UUID, by: Actor, at: datetime) -> tuple[PaperHome, UUID]:
    Setup.objects.select_for_update(no_key=True).get()  # one after another, as entries are written
    row = PaperHome.objects.select_for_update(no_key=True).filter(pk=home).first()
    if row is None or by.resident is None or not leads(by.resident, row.district, day_of(at)):
        raise CannotEnter
    return row, by.resident


def _move_answers(row: PaperHome, old: UUID, new: UUID) -> None:
    """Let what the head entered of a household count for another one (答えを移す).

    Where both answered, both stay as they are: neither is the head's to delete here.
    """
    open_ones = Survey.objects.select_for_update(no_key=True)
    for survey in open_ones.filter(district=row.district, state=State.OPEN).order_by("pk"):
        if survey.anonymous:
            marks = survey.marks
            if not marks.filter(digest=mark_of(survey, new)).exists():
                marks.filter(digest=mark_of(survey, old)).update(digest=mark_of(survey, new))
        elif not survey.answers.filter(household=new).exists():
            entered = survey.answers.filter(household=old).exclude(way=Way.ONLINE)
            entered.update(household=new)


def _note(row: PaperHome, by: Actor, at: datetime, *, same: bool, undone: bool) -> None:
    said, back = ("yes" if one else "no" for one in (same, undone))
    publish(PaperHomeMatched(at=at, subject=row.pk, same=said, undone=back, district=row.district))
    facts = {"district": row.district}
    audit(actor=by, action="paper_home.matched", subject=row.pk, at=at, facts=facts)
