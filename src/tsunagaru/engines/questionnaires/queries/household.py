"""Members of the household who may be entered (世帯員から選ぶ)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tsunagaru.engines.questionnaires.definitions import (
    HOUSEHOLD,
    FileField,
    GroupField,
    PersonField,
)
from tsunagaru.engines.questionnaires.queries.answers import Written, reread_answer, write_answer
from tsunagaru.engines.questionnaires.queries.standing import Standing
from tsunagaru.engines.questionnaires.rules.persons import show_person
from tsunagaru.engines.questionnaires.rules.problems import CannotRead

SAME = ("family", "given", "birth_on")
Household = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class MemberChoice:
    """A member of the household to choose (世帯員の選択肢); ``value`` is the place in the list."""

    value: int
    text: str


def choices_of(
    group: GroupField, household: Household, standing: Standing, language: str
) -> list[MemberChoice]:
    """Return the members of the household who may be entered and are not yet (選べる世帯員)."""
    entered = {
        tuple(answer.get(part) for part in SAME)
        for entry in standing.entries.get(group.code, ())
        for answer in entry.answers.values()
        if isinstance(answer, dict)
    }
    return [
        MemberChoice(place, show_person(one, language))
        for place, one in enumerate(household)
        if _fits(group, one) and tuple(one.get(part) for part in SAME) not in entered
    ]


def member_raw(
    group: GroupField,
    household: Household,
    place: int,
    key: int,
    today: date,
) -> Written | None:
    """Return one entry filled in with a member of the household (世帯員の記入), or None."""
    if not 0 <= place < len(household) or not _fits(group, household[place]):
        return None
    person = household[place]
    known = {**person, "person": person}
    written: Written = {}
    for member in group.asked:
        if not member.prefill or isinstance(member, FileField):
            continue
        question = group.placed(key, member)
        try:
            answer = reread_answer(question, known.get(member.prefill), today)
        except CannotRead:
            continue
        written |= write_answer(question, answer)
    return written


def _fits(group: GroupField, person: Mapping[str, Any]) -> bool:
    """Tell whether a group takes a member of the household: ``household`` or one relation."""
    source, _, relation = group.prefill.partition(".")
    takes = any(isinstance(one, PersonField) and one.prefill == "person" for one in group.asked)
    return source == HOUSEHOLD and takes and relation in ("", person.get("relation"))
