"""Answers the town knows already (事前入力)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tsunagaru.engines.questionnaires.definitions import (
    HOUSEHOLD,
    AddressField,
    ComputedField,
    FileField,
    GroupField,
    PersonField,
    Plain,
    Questionnaire,
)
from tsunagaru.engines.questionnaires.queries.answers import reread_answer
from tsunagaru.engines.questionnaires.rules.problems import CannotRead

ADDRESS = "address"
ADDRESS_PARTS = "address_parts"


def start_answers(form: Questionnaire, prefill: Mapping[str, Any]) -> dict[str, Any]:
    """Return the first answers of a form (事前入力), from what is known of the person.

    What does not fit its question is left out; the person then types it.

    Args:
        form: the form.
        prefill: as people's ``profile_prefill`` returns it.
    """
    found = {}
    for question in form.questions:
        if not question.prefill or isinstance(question, ComputedField | FileField | GroupField):
            continue
        try:
            answer = reread_answer(question, _known(question, prefill), date.max)
        except CannotRead:
            continue
        if answer is not None:
            found[question.code] = answer
    return found


def _known(question: Plain, prefill: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any JSON value
    key = question.prefill
    if isinstance(question, AddressField) and key == ADDRESS:
        return prefill.get(ADDRESS_PARTS)
    group, _, relation = key.partition(".")
    if group == HOUSEHOLD:
        return _member(prefill.get(HOUSEHOLD) or (), relation, question)
    return prefill.get(key)


def _member(members: Sequence[Mapping[str, Any]], relation: str, question: Plain) -> Any:  # noqa: ANN401 - any JSON value
    """Return a member of the household: ``household.spouse``, ``household.child.2``."""
    if not isinstance(question, PersonField):
        return None
    name, _, number = relation.partition(".")
    related = [one for one in members if one.get("relation") == name]
    place = int(number) if number.isdecimal() else 1
    return related[place - 1] if 1 <= place <= len(related) else None
