"""What several forms ask alike (同じ質問): answered once, taken over by the others."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from datetime import date
from types import MappingProxyType
from typing import Any

from tsunagaru.engines.questionnaires.definitions import (
    ComputedField,
    DeclarationField,
    FileField,
    GroupField,
    Page,
    PersonField,
    Question,
    Questionnaire,
)
from tsunagaru.engines.questionnaires.queries.answers import reread_answer
from tsunagaru.engines.questionnaires.queries.filling import questions_of
from tsunagaru.engines.questionnaires.queries.judging import judge
from tsunagaru.engines.questionnaires.queries.standing import Standing
from tsunagaru.engines.questionnaires.rules.problems import CannotRead
from tsunagaru.ground.ui.phrases import JAPANESE

Shared = Mapping[str, Any]
NOTHING: Shared = MappingProxyType({})
BORN = ".birth_on"
"""Ends the shared name under which only the date of birth of a person is asked."""


def shared_name(question: Question) -> str:
    """Return the name under which other forms ask the same (共有の名), or empty.

    Two declarations are the same when their sentences are; everything else shares by the name the
    town gave it, or by the key of the profile.
    """
    if isinstance(question, ComputedField | FileField | GroupField):
        return ""
    if isinstance(question, DeclarationField) and not question.share:
        return "declared:" + hashlib.sha256(question.text.ja.encode()).hexdigest()[:16]
    return question.share or question.prefill


def given_by(form: Questionnaire, answers: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Return what a form's answers give to other forms (共有する回答), by shared name."""
    standing = Standing(form, answers, today)
    given: dict[str, Any] = {}
    for question in form.questions:
        name = shared_name(question)
        if name and question.code in standing.answers and standing.visible[question.code]:
            given.setdefault(name, standing.answers[question.code])
    return given


def taken_over(
    form: Questionnaire,
    answers: Mapping[str, Any],
    known: Shared,
    today: date,
    given: Mapping[str, Any] = NOTHING,
) -> dict[str, Any]:
    """Return the answers a form takes over from others (引き継ぐ回答), by field.

    ``given`` are answers to this form's own fields, which come before what others share.

    What the other form did not ask, as the date of birth with a name, stays as this form has it.
    An answer that does not fit the question even so is not taken over: the question is asked.
    """
    taken = {}
    for question in form.questions:
        own = answers.get(question.code)
        answer = given.get(question.code, known.get(shared_name(question)))
        if answer is None:
            taken[question.code] = _with_birth(question, own, known)
            continue
        if isinstance(answer, dict) and isinstance(own, dict):
            answer = {**own, **answer}
        with suppress(CannotRead):
            taken[question.code] = reread_answer(question, answer, today)
    return {code: answer for code, answer in taken.items() if answer is not None}


def _with_birth(question: Question, own: Any, known: Shared) -> dict[str, Any] | None:  # noqa: ANN401 - any JSON value
    """Return a person of whom only the date of birth is known so far; the name is still asked."""
    if not isinstance(question, PersonField) or not (question.birth and question.share):
        return None
    born = known.get(f"{question.share}{BORN}")
    mine = own if isinstance(own, dict) else {}
    return {**mine, "birth_on": born} if born and "birth_on" not in mine else None


def first_entries(
    form: Questionnaire, known: Shared, seen: Collection[str], today: date
) -> dict[str, list[Any]]:
    """Return the groups that begin with an entry of which another form asked (引き継ぐ件).

    A baby named in one form stands among the children of the next; what else is asked of it there
    is still to be answered. On a page that was posted (``seen``) the person has decided who is in
    the group: it stays as it is.
    """
    begun = {}
    for page in form.pages:
        groups = [one for one in questions_of(page) if isinstance(one, GroupField)]
        for group in groups if page.code not in seen else ():
            if entry := _entry_for(group, known, today):
                begun[group.code] = [entry]
    return begun


def _entry_for(group: GroupField, known: Shared, today: date) -> dict[str, Any]:
    """Return what is known of one more entry: what its questions share by a name of the town's."""
    entry = {}
    for question in group.asked:
        if (person := _with_birth(question, None, known)) is not None:
            entry[question.code] = person
        if (answer := known.get(question.share)) is not None and question.share:
            with suppress(CannotRead):
                entry[question.code] = reread_answer(question, answer, today)
    return entry


def settled(
    form: Questionnaire,
    answers: Mapping[str, Any],
    known: Shared,
    today: date,
    given: Mapping[str, Any] = NOTHING,
) -> frozenset[str]:
    """Return the questions that need not be asked again (聞かなくてよい項目)."""
    taken = taken_over(form, answers, known, today, given)
    standing = Standing(form, answers, today)
    return frozenset(
        question.code
        for question in form.questions
        if question.code in taken
        and answers.get(question.code) == taken[question.code]
        and not judge(question, standing, JAPANESE)
    )


def left_blank(
    form: Questionnaire, answers: Mapping[str, Any], pages: Collection[str], today: date
) -> frozenset[str]:
    """Return the shared names of what these pages asked and nobody answered (空欄にした項目)."""
    standing = Standing(form, answers, today)
    return frozenset(
        shared_name(question)
        for page in form.pages
        if page.code in pages
        for question in questions_of(page)
        if standing.visible[question.code] and question.code not in standing.answers
    ) - {""}


def passed_over(
    form: Questionnaire, answers: Mapping[str, Any], names: Collection[str]
) -> frozenset[str]:
    """Return the unanswered questions that may stay so, as another form's did (空欄でよい項目)."""
    return frozenset(
        question.code
        for question in form.questions
        if question.required is False
        and question.code not in answers
        and shared_name(question) in names
    )


def asked(
    form: Questionnaire, answers: Mapping[str, Any], left_out: frozenset[str], today: date
) -> Iterator[tuple[Page, Question]]:
    """Yield the questions that are asked now, with their pages (たずねる項目)."""
    standing = Standing(form, answers, today)
    for page in form.pages:
        for question in questions_of(page):
            if standing.visible[question.code] and question.code not in left_out:
                yield page, question
