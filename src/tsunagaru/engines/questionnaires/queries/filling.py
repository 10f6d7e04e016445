"""Filling one page of a form (ページの記入)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tsunagaru.engines.questionnaires.definitions import (
    ComputedField,
    FileField,
    GroupField,
    NoticeField,
    Page,
    Plain,
    Question,
    Questionnaire,
)
from tsunagaru.engines.questionnaires.queries.answers import Raw, Written, names_of, read_answer
from tsunagaru.engines.questionnaires.queries.entries import (
    SHOWN,
    NewFiles,
    ReadEntry,
    entry_name,
    files_kept,
    kept_entries,
    problems_on_page,
    read_entries,
)
from tsunagaru.engines.questionnaires.queries.judging import judge
from tsunagaru.engines.questionnaires.queries.messages import (
    FieldProblem,
    problem_of,
    revealed,
)
from tsunagaru.engines.questionnaires.queries.standing import Standing
from tsunagaru.engines.questionnaires.rules import files as file_rules
from tsunagaru.engines.questionnaires.rules.problems import CannotRead


class NoSuchPage(Exception):
    """The form has no such page, or does not ask it now (ページがありません)."""


@dataclass(frozen=True)
class Filled:
    """A page after filling (記入の結果).

    Args:
        answers: all answers, those of this page taken over where they could be read.
        errors: what is wrong or new on this page; empty when the next page may follow.
        revealed: questions that are asked only because of the answers just given.
        kept: the files of entries, as the page posts them when it is shown again.
        pages: the pages that are asked now, in order.
    """

    answers: dict[str, Any]
    errors: list[FieldProblem] = field(default_factory=list)
    revealed: tuple[str, ...] = ()
    kept: Written = field(default_factory=dict)
    pages: Sequence[str] = ()


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
        files: files just kept, by field; ``FIELD-drop`` names ids of files to remove.

    Raises:
        NoSuchPage: there is no such page.
    """
    page = page_of(form, page_code)
    before = Standing(form, answers, today)
    posted = {q.code for q in questions_of(page) if _was_posted(q, raw, before)}
    taken, wrong = _take_all(page, raw, answers, files or {}, today, posted)
    groups = [one for one in groups_on(page) if one.code in posted]
    entries = {one.code: read_entries(one, raw, answers, today, files) for one in groups}
    filled = {**answers, **taken, **_answers_of(page, entries)}
    filled = {code: one for code, one in filled.items() if one is not None}
    after = Standing(form, filled, today)
    new = (q.code for q in questions_of(page) if q.code not in posted)
    errors = _errors(page, after, wrong, entries, posted, language)
    revealed_now = tuple(code for code in new if after.visible[code])
    return Filled(filled, errors, revealed_now, _kept(page, entries), after.asked_pages)


def _kept(page: Page, entries: Mapping[str, list[ReadEntry]]) -> Written:
    """Return what the page posts for the files its entries have (件の添付)."""
    found: Written = {}
    for group in groups_on(page):
        found |= files_kept(group, entries.get(group.code, ()))
    return found


def groups_on(page: Page) -> Iterator[GroupField]:
    """Yield the groups of a page (繰り返し項目)."""
    for one in page.fields:
        if isinstance(one, GroupField):
            yield one


def _answers_of(page: Page, entries: Mapping[str, list[ReadEntry]]) -> dict[str, Any]:
    """Return the answers of the groups that were posted (繰り返しの回答)."""
    return {
        group.code: [one.answers for one in kept_entries(group, entries[group.code])] or None
        for group in groups_on(page)
        if group.code in entries
    }


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
        if question.code not in posted or isinstance(question, GroupField):
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
    if isinstance(question, GroupField):
        names: tuple[str, ...] = (entry_name(question.code),)
    else:
        names = (*names_of(question), f"{question.code}-drop")
    if any(name in raw for name in names):
        return True
    if SHOWN in raw:
        return question.code in raw[SHOWN]
    return before.visible[question.code]


def _take(question: Plain, raw: Raw, answers: Mapping[str, Any], new: NewFiles, today: date) -> Any:  # noqa: ANN401 - any JSON value
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
    entries: Mapping[str, list[ReadEntry]],
    posted: set[str],
    language: str,
) -> list[FieldProblem]:
    found: list[FieldProblem] = []
    for question in questions_of(page):
        if not after.visible[question.code]:
            continue
        if isinstance(question, GroupField) and question.code in entries:
            found += problems_on_page(question, entries[question.code], after, language)
        elif error := wrong.get(question.code):
            found.append(problem_of(question, error, language))
        elif question.code in posted:
            found += judge(question, after, language)
        elif question.code not in after.answers:
            found.append(revealed(question, language))
    return found
