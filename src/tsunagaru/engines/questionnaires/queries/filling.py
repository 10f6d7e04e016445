"""Filling one page of a form (ページの記入)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tsunagaru.engines.questionnaires.definitions import (
    ComputedField,
    FileField,
    NoticeField,
    Page,
    Question,
    Questionnaire,
)
from tsunagaru.engines.questionnaires.definitions.conditions import fields_in, tree_of
from tsunagaru.engines.questionnaires.queries.answers import Raw, names_of, read_answer
from tsunagaru.engines.questionnaires.queries.messages import (
    FieldProblem,
    missing,
    problem_of,
    revealed,
)
from tsunagaru.engines.questionnaires.queries.standing import Standing
from tsunagaru.engines.questionnaires.rules import files as file_rules
from tsunagaru.engines.questionnaires.rules.problems import CannotRead
from tsunagaru.kernel.expressions import holds

SHOWN = "_shown"
"""Name under which a page posts the codes of the questions it showed."""

NewFiles = Mapping[str, Sequence[Mapping[str, Any]]]


class NoSuchPage(Exception):
    """The form has no such page, or does not ask it now (ページがありません)."""


@dataclass(frozen=True)
class Filled:
    """A page after filling (記入の結果).

    Args:
        answers: all answers, those of this page taken over where they could be read.
        errors: what is wrong on this page; empty when the next page may follow.
        revealed: questions that are asked only because of the answers just given.
    """

    answers: dict[str, Any]
    errors: list[FieldProblem] = field(default_factory=list)
    revealed: tuple[str, ...] = ()


def page_of(form: Questionnaire, code: str) -> Page:
    """Return a page of a form.

    Raises:
        NoSuchPage: there is none of this code.
    """
    page = form.page(code)
    if page is None:
        raise NoSuchPage(code)
    return page


def questions_of(page: Page) -> Iterator[Question]:
    """Yield the questions of a page that take an answer (記入する項目)."""
    for question in page.fields:
        if not isinstance(question, NoticeField | ComputedField):
            yield question


def fill_page(  # noqa: PLR0913 - the contract of the house: form, page, post, answers, reader, day
    form: Questionnaire,
    page_code: str,
    raw: Raw,
    answers: Mapping[str, Any],
    *,
    language: str,
    today: date,
    files: NewFiles | None = None,
) -> Filled:
    """Take over what was posted for a page (ページを記入する). Only fields of the page are read.

    Args:
        form: the form.
        page_code: the page.
        raw: what was posted, each name with all its values.
        answers: the answers so far.
        language: in which the errors are said.
        today: the day in Japan.
        files: files just kept, as id, name and size, by field; what was posted as
            ``FIELD-drop`` names ids of files to remove.

    Raises:
        NoSuchPage: there is no such page.
    """
    page = page_of(form, page_code)
    before = Standing(form, answers, today)
    posted = {q.code for q in questions_of(page) if _was_posted(q, raw, before)}
    taken, wrong = _take_all(page, raw, answers, files or {}, today, posted)
    filled = {**answers, **taken}
    filled = {code: value for code, value in filled.items() if value is not None}
    after = Standing(form, filled, today)
    return Filled(
        answers=filled,
        errors=_errors(page, after, wrong, posted, language),
        revealed=tuple(
            q.code for q in questions_of(page) if after.visible[q.code] and q.code not in posted
        ),
    )


def _take_all(
    page: Page,
    raw: Raw,
    answers: Mapping[str, Any],
    new: NewFiles,
    today: date,
    posted: Collection[str],
) -> tuple[dict[str, Any], dict[str, CannotRead]]:
    """Return the answers that could be read, and why the others could not."""
    taken: dict[str, Any] = {}
    wrong: dict[str, CannotRead] = {}
    for question in questions_of(page):
        if question.code not in posted:
            continue
        try:
            taken[question.code] = _take(question, raw, answers, new, today)
        except CannotRead as error:
            wrong[question.code] = error
            kept = answers.get(question.code) if isinstance(question, FileField) else None
            taken[question.code] = kept
    return taken, wrong


def _was_posted(question: Question, raw: Raw, before: Standing) -> bool:
    """Tell whether the page that was posted held this question (表示していた項目か)."""
    if any(name in raw for name in (*names_of(question), f"{question.code}-drop")):
        return True
    if SHOWN in raw:
        return question.code in raw[SHOWN]
    return before.visible[question.code]


def _take(
    question: Question, raw: Raw, answers: Mapping[str, Any], new: NewFiles, today: date
) -> Any:  # noqa: ANN401 - any JSON value
    if not isinstance(question, FileField):
        return read_answer(question, raw, today)
    known = file_rules.kept_files(answers.get(question.code))
    dropped = set(raw.get(f"{question.code}-drop", ()))
    kept = [file for file in known if file["id"] not in dropped]
    return file_rules.read_files(
        [*kept, *new.get(question.code, ())],
        types=question.types,
        max_mb=question.max_mb,
        max_count=question.max_count,
    )


def _errors(
    page: Page,
    after: Standing,
    wrong: Mapping[str, CannotRead],
    posted: set[str],
    language: str,
) -> list[FieldProblem]:
    found = []
    for question in questions_of(page):
        if not after.visible[question.code]:
            continue
        if error := wrong.get(question.code):
            found.append(problem_of(question, error, language))
        elif question.code in posted:
            found += judge(question, after, language)
        elif question.code not in after.answers:
            required = after.needs(question)
            found.append(revealed(question, language, required=required))
    return found


def judge(question: Question, standing: Standing, language: str) -> list[FieldProblem]:
    """Return what is wrong with an answer that could be read: missing, or against a rule."""
    if question.code not in standing.answers:
        return [missing(question, language)] if standing.needs(question) else []
    for rule in question.checks:
        answered = fields_in(rule.rule) <= standing.values.keys()
        tree = tree_of(rule.rule)
        if answered and not holds(tree, standing.values, today=standing.today):
            return [FieldProblem(question.code, rule.message.in_language(language))]
    return []
