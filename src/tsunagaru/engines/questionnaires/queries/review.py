"""The form before it is handed in (確認): problems, and every answer written for people."""

import dataclasses
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tsunagaru.engines.questionnaires.definitions import (
    ComputedField,
    DeclarationField,
    GroupField,
    NoticeField,
    Page,
    PlaceField,
    Plain,
    Question,
    Questionnaire,
    is_hidden,
)
from tsunagaru.engines.questionnaires.queries.answers import reread_answer
from tsunagaru.engines.questionnaires.queries.entries import (
    counted,
    finished_entries,
    problems_in_group,
)
from tsunagaru.engines.questionnaires.queries.filling import questions_of
from tsunagaru.engines.questionnaires.queries.judging import judge
from tsunagaru.engines.questionnaires.queries.messages import FieldProblem, problem_of
from tsunagaru.engines.questionnaires.queries.placing import shown_place
from tsunagaru.engines.questionnaires.queries.showing import show_answer
from tsunagaru.engines.questionnaires.queries.standing import Standing
from tsunagaru.engines.questionnaires.rules.problems import CannotRead
from tsunagaru.ground.ui.parts import SummaryRow
from tsunagaru.ground.ui.phrases import JAPANESE
from tsunagaru.kernel.panels import ShownPlace

Row = tuple[str, str, str]


@dataclass(frozen=True)
class ReviewSection:
    """One page of the review (確認の区切り).

    Args:
        page: code of the page.
        title: its title.
        rows: code, label and answer of each question asked; the answer is empty when not given.
        places: the answers that are places on a map, by code.
        sentences: what is agreed to in full, by the code of its declaration (宣誓・同意の文).
        worked_out: codes of what the system works out, which nobody can change (計算項目).
    """

    page: str
    title: str
    rows: list[Row]
    places: Mapping[str, ShownPlace] = dataclasses.field(default_factory=dict)
    sentences: Mapping[str, str] = dataclasses.field(default_factory=dict)
    worked_out: frozenset[str] = frozenset()

    @property
    def spelt(self) -> list[tuple[str, str, str]]:
        """The label, the sentence agreed to or nothing, and the answer of each (署名前の一覧)."""
        return [(label, self.sentences.get(code, ""), text) for code, label, text in self.rows]

    @property
    def declared(self) -> dict[str, str]:
        """What is agreed to in full, by the code of each declaration asked (宣誓・同意の文)."""
        return {code: self.sentences[code] for code, _, _ in self.rows if code in self.sentences}

    def in_full(
        self, change: Callable[[str], str] = lambda _: "", without: Collection[str] = ()
    ) -> list[SummaryRow]:
        """Return the answers as they are agreed to (確認・署名の前の一覧): sentences in full.

        Args:
            change: gives the address at which the answer to a code is changed, or nothing.
            without: codes of what stands elsewhere on the page.
        """
        return [
            SummaryRow(
                label,
                "\n".join(filter(None, (self.sentences.get(code), text))),
                "" if code in self.worked_out else change(code),
                missing=not text and code not in self.sentences,
                place=self.places.get(code),
            )
            for code, label, text in self.rows
            if code not in without
        ]

    @property
    def summary(self) -> list[SummaryRow]:
        """The answers as a page lists them, with nothing to change (確認の一覧)."""
        return [
            SummaryRow(label, text, missing=not text, place=self.places.get(code))
            for code, label, text in self.rows
        ]


def visible_pages(form: Questionnaire, answers: Mapping[str, Any], today: date) -> list[str]:
    """Return the codes of the pages that are asked now (表示するページ), in order.

    A page of which every part is hidden is left out.
    """
    return Standing(form, answers, today).asked_pages


def problems_of(
    form: Questionnaire, answers: Mapping[str, Any], today: date, language: str = JAPANESE
) -> list[FieldProblem]:
    """Return everything wrong with all answers (全体の検査), each read anew before hand-in."""
    standing = Standing(form, answers, today)
    found: list[FieldProblem] = []
    for page in form.pages:
        for question in questions_of(page):
            if not standing.visible[question.code]:
                continue
            problems = _problems_with(question, standing, language)
            found += [replace(problem, page=page.code) for problem in problems]
    return found


def _problems_with(question: Question, standing: Standing, language: str) -> list[FieldProblem]:
    if isinstance(question, GroupField):
        return list(problems_in_group(question, standing, language))
    try:
        reread_answer(question, standing.answers.get(question.code), standing.today)
    except CannotRead as error:
        return [problem_of(question, error, language)]
    return judge(question, standing, language)


def finished_answers(
    form: Questionnaire, answers: Mapping[str, Any], today: date
) -> dict[str, Any]:
    """Return the answers as they are handed in (提出する回答).

    Answers to questions that are not asked are dropped, computed values are worked out anew, and
    every answer is brought into its stored form.

    Raises:
        CannotRead: an answer cannot be taken; ``problems_of`` says which.
    """
    standing = Standing(form, answers, today)
    finished: dict[str, Any] = {}
    for question in form.questions:
        if (value := standing.answers.get(question.code)) is None:
            continue
        if isinstance(question, GroupField):
            finished[question.code] = finished_entries(question, standing)
        elif isinstance(question, ComputedField):
            finished[question.code] = value
        else:
            finished[question.code] = reread_answer(question, value, today)
    return {code: value for code, value in finished.items() if value is not None}


def computed(form: Questionnaire, answers: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Return the values the system works out (計算項目の値), absent ones left out."""
    found = Standing(form, answers, today).answers
    return {
        question.code: found[question.code]
        for question in form.questions
        if isinstance(question, ComputedField) and question.code in found
    }


def fits(form: Questionnaire, condition: str, answers: Mapping[str, Any], today: date) -> bool:
    """Tell whether a condition over the answers is met (条件の成立)."""
    return Standing(form, answers, today).holds(condition)


def review(
    form: Questionnaire, answers: Mapping[str, Any], language: str, today: date
) -> list[ReviewSection]:
    """Return every question asked with its answer in words (確認画面の内容)."""
    standing = Standing(form, answers, today)
    return [
        ReviewSection(
            page.code,
            page.title.in_language(language),
            rows,
            _places(page, standing, language),
            _sentences(page, standing, language),
            _worked_out(page, standing),
        )
        for page in form.pages
        if (rows := _rows(form, page, standing, language))
    ]


def _rows(form: Questionnaire, page: Page, standing: Standing, language: str) -> list[Row]:
    rows = []
    for field in page.fields:
        if isinstance(field, NoticeField) or not standing.visible[field.code] or is_hidden(field):
            continue
        if isinstance(field, GroupField):
            rows += rows_of_group(form, field, standing, language)
            continue
        text = show_answer(form, field, standing.answers.get(field.code), language)
        rows.append((field.code, field.label.in_language(language), text))
    return rows


def _places(page: Page, standing: Standing, language: str) -> dict[str, ShownPlace]:
    """Return the answers of a page that are places, each on a small map (場所の回答)."""
    found: dict[str, ShownPlace] = {}
    for question, answer in _answered(page, standing):
        if isinstance(question, PlaceField):
            shown = shown_place(answer, language, question.code)
            found |= {question.code: shown} if shown else {}
    return found


def _worked_out(page: Page, standing: Standing) -> frozenset[str]:
    """Return the codes of a page's computed values, those of entries under their places."""
    found = (one for one, _ in _answered(page, standing) if isinstance(one, ComputedField))
    alone = (one.code for one in page.fields if isinstance(one, ComputedField))
    return frozenset({*(one.code for one in found), *alone})


def _sentences(page: Page, standing: Standing, language: str) -> dict[str, str]:
    """Return what the declarations of a page say in full, ticked or not (宣誓・同意の文)."""
    found: dict[str, str] = {}
    for one in page.fields:
        if isinstance(one, DeclarationField):
            found[one.code] = one.text.in_language(language)
        elif isinstance(one, GroupField):
            said = [member for member in one.questions if isinstance(member, DeclarationField)]
            found |= {
                one.placed(entry.number, member).code: member.text.in_language(language)
                for entry in standing.entries.get(one.code, ())
                for member in said
            }
    return found


def _answered(page: Page, standing: Standing) -> Iterator[tuple[Plain, Any]]:
    """Yield every question of a page that was answered, those of entries under their places."""
    for one in page.fields:
        if isinstance(one, GroupField):
            for entry in standing.entries.get(one.code, ()):
                for member in one.questions:
                    if member.code in entry.answers:
                        yield one.placed(entry.number, member), entry.answers[member.code]
        elif not isinstance(one, NoticeField) and one.code in standing.answers:
            yield one, standing.answers[one.code]


def rows_of_group(
    form: Questionnaire, group: GroupField, standing: Standing, language: str
) -> list[Row]:
    """Return how many entries a group has, then every answer of every entry (件ごとの回答)."""
    entries = standing.entries.get(group.code, [])
    count = counted(group, len(entries), language) if entries else ""
    rows = [(group.code, group.label.in_language(language), count)]
    for entry in entries:
        for member in group.questions:
            if entry.visible[member.code] and not is_hidden(member):
                asked = group.placed(entry.number, member)
                text = show_answer(form, asked, entry.answers.get(member.code), language)
                rows.append((asked.code, group.full_label(entry.number, member, language), text))
    return rows
