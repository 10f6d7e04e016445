"""What there is to read of a district's surveys (会員アンケートの参照)."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from tsunagaru.ground.people import api as people
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.models import PaperHome, Survey, SurveyAnswer, SurveyMark
from tsunagaru.services.community.queries.addressees import household_like, paper_homes
from tsunagaru.services.community.queries.own import Own
from tsunagaru.services.community.queries.standings import group_of
from tsunagaru.services.community.rules.paper_homes import bare_name, bare_place, matching
from tsunagaru.services.community.rules.surveys import State, takes_answers

LATEST = 50
SEEN = (State.OPEN, State.CLOSED, State.WITHDRAWN)


@dataclass(frozen=True)
class Asked:
    """A household that is asked (尋ねる世帯). ``people`` of it find notices in their inbox."""

    id: UUID
    people: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Progress:
    """How far the answers have come (回答の状況).

    Args:
        answered: households, also those that only what the head wrote of them tells.
        waiting: those asked that have not answered.
    """

    answered: int
    waiting: Sequence[Asked]

    @property
    def asked(self) -> int:
        """Return how many households are asked (尋ねる世帯)."""
        return self.answered + len(self.waiting)

    @property
    def reached(self) -> int:
        """Return how many of those waiting find a reminder (知らせが届く世帯)."""
        return sum(1 for one in self.waiting if one.people)

    @property
    def unreached(self) -> int:
        """Return how many of those waiting no reminder reaches (知らせが届かない世帯)."""
        return len(self.waiting) - self.reached


def shown_in(district: str) -> Sequence[Survey]:
    """Return the surveys of a district as its households see them, newest first."""
    return list(Survey.objects.filter(district=district, state__in=SEEN)[:LATEST])


def open_to(row: Survey, at: datetime) -> bool:
    """Tell whether a survey is answered now (受付中)."""
    return takes_answers(State(row.state), row.due_on, day_of(at))


def asked_in(district: str, day: date) -> Sequence[Asked]:
    """Return the households of a district, on paper as well (尋ねる世帯)."""
    homes = people.households(day=day, districts=[district])
    known = [Asked(home.id, tuple(home.with_account)) for home in homes]
    return [
        *known,
        *(Asked(row.household or row.pk) for row in paper_homes(homes, [district])),
    ]


def progress(row: Survey, day: date) -> Progress:
    """Return how far the answers of an open survey have come (回答の状況)."""
    asked = asked_in(row.district, day)
    if row.anonymous:
        marks = set(row.marks.values_list("digest", flat=True))
        waiting = [one for one in asked if mark_of(row, one.id) not in marks]
        return Progress(len(marks), waiting)
    there = set(row.answers.values_list("household", flat=True))
    return Progress(len(there), [one for one in asked if one.id not in there])


def mark_of(row: Survey, household: UUID) -> str:
    """Return the mark that a household answered, under the survey's key (回答済みの印)."""
    if not row.key:
        raise LookupError("the key of the survey is gone")
    words = f"mark\0{row.pk}\0{household.hex}".encode()
    return hmac.digest(bytes.fromhex(row.key), words, "sha256").hex()


def own_answer(row: Survey, mine: Own) -> SurveyAnswer | None:
    """Return what the own household answered with its name (自分の世帯の答え)."""
    if mine.home is None or row.anonymous:
        return None
    return row.answers.filter(household=mine.home.id).first()


def has_answered(row: Survey, mine: Own) -> bool:
    """Tell whether the own household answered (回答済み); unknown after a secret one's close."""
    if mine.home is None:
        return False
    if not row.anonymous:
        return own_answer(row, mine) is not None
    if not row.key:
        return False
    return SurveyMark.objects.filter(digest=mark_of(row, mine.home.id)).exists()


def home_like(district: str, name: str, place: str, day: date) -> tuple[UUID, str]:
    """Return which household a name and a place are, and its group (世帯の突合せ).

    One that neither the head nor the register knows is known by what was written of it.
    """
    rows = list(PaperHome.objects.filter(district=district))
    found = matching(name, place, ((row, row.name, row.place) for row in rows))
    if found is not None:
        return found.household or found.pk, found.group
    known = household_like(district, name, place, day)
    if known is not None:
        homes = people.households(day=day, ids=[known])
        return known, group_of(homes).get(known, "")
    return written_home(district, name, place), ""


def written_home(district: str, name: str, place: str) -> UUID:
    """Return what stands for a household of which only its writing is known (書かれた世帯)."""
    written = f"home:{district}:{bare_name(name)}:{bare_place(place)}"
    return uuid5(NAMESPACE_URL, written)
