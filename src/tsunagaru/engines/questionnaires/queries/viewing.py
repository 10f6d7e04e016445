"""A page of a form as templates draw it (ページの表示)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tsunagaru.engines.questionnaires.definitions import (
    ComputedField,
    Field,
    NoticeField,
    Page,
    Question,
    Questionnaire,
    is_hidden,
)
from tsunagaru.engines.questionnaires.queries.answers import Raw, Written, names_of, write_answer
from tsunagaru.engines.questionnaires.queries.boxes import AskedField, box_of
from tsunagaru.engines.questionnaires.queries.filling import SHOWN, page_of
from tsunagaru.engines.questionnaires.queries.messages import FieldProblem
from tsunagaru.engines.questionnaires.queries.showing import show_answer
from tsunagaru.engines.questionnaires.queries.standing import Standing
from tsunagaru.ground.ui.phrases import ENGLISH

LONGEST_ECHO = 20_000


@dataclass(frozen=True)
class Block:
    """One thing on a page (ページの部品): a question, a notice or a computed value.

    Args:
        kind: ``field``, ``notice`` or ``computed``.
        field: the question, for ``field``.
        title: headline of a notice, label of a computed value.
        text: body of a notice, the computed value.
        tone: ``info`` or ``warning``, of a notice.
    """

    kind: str
    field: AskedField | None = None
    title: str = ""
    text: str = ""
    tone: str = "info"


@dataclass(frozen=True)
class PageView:
    """A page as it is shown (ページの表示).

    Args:
        code: code of the page.
        title: its title.
        intro: sentences under the title, or empty.
        blocks: everything on the page in order.
    """

    code: str
    title: str
    intro: str
    blocks: list[Block] = field(default_factory=list)

    @property
    def fields(self) -> list[AskedField]:
        """The questions of the page (項目)."""
        return [block.field for block in self.blocks if block.field is not None]

    @property
    def takes_files(self) -> bool:
        """Tell whether the form must be posted as multipart (ファイルがあるか)."""
        return any(one.kind == "file" for one in self.fields)


def page_view(  # noqa: PLR0913 - the contract of the house: form, page, answers, reader, day, post
    form: Questionnaire,
    page_code: str,
    answers: Mapping[str, Any],
    *,
    language: str,
    today: date,
    raw: Raw | None = None,
    errors: Iterable[FieldProblem] = (),
) -> PageView:
    """Return a page as it is shown now (ページの表示).

    Args:
        form: the form.
        page_code: the page.
        answers: the answers so far, those of this page included.
        language: of the reader.
        today: the day in Japan.
        raw: what was posted, to be shown as typed.
        errors: as ``fill_page`` returned them.

    Raises:
        NoSuchPage: there is no such page.
    """
    page = page_of(form, page_code)
    standing = Standing(form, answers, today)
    wrong = {problem.field: problem for problem in reversed(list(errors))}
    blocks = [
        _block(form, one, standing, language, raw, wrong)
        for one in page.fields
        if standing.visible[one.code] and not is_hidden(one)
    ]
    return PageView(page.code, page.title.in_language(language), _intro(page, language), blocks)


def _intro(page: Page, language: str) -> str:
    return page.intro.in_language(language) if page.intro else ""


def _block(
    form: Questionnaire,
    one: Field,
    standing: Standing,
    language: str,
    raw: Raw | None,
    wrong: Mapping[str, FieldProblem],
) -> Block:
    if isinstance(one, NoticeField):
        title = one.title.in_language(language) if one.title else ""
        return Block("notice", title=title, text=one.text.in_language(language), tone=one.tone)
    answer = standing.answers.get(one.code)
    if isinstance(one, ComputedField):
        text = show_answer(form, one, answer, language) or "―"
        return Block("computed", title=one.label.in_language(language), text=text)
    written = _typed(one, raw) if _is_in(one, raw) else _written(one, answer, language)
    box = box_of(one, written, language, answer=answer, required=standing.needs(one))
    problem = wrong.get(one.code)
    return Block("field", box.with_error(problem.message, problem.parts) if problem else box)


def _is_in(question: Question, raw: Raw | None) -> bool:
    if not raw:
        return False
    return any(name in raw for name in names_of(question)) or question.code in raw.get(SHOWN, ())


def _written(question: Question, answer: Any, language: str) -> Written:  # noqa: ANN401 - any JSON value
    """Return a kept answer as typed; one that cannot be is left empty rather than in the way."""
    try:
        return write_answer(question, answer, western=language == ENGLISH)
    except (AttributeError, KeyError, TypeError, ValueError, ArithmeticError):
        return {}


def _typed(question: Question, raw: Raw | None) -> Written:
    posted = raw or {}
    return {name: [_echo(one) for one in posted.get(name, ())] for name in names_of(question)}


def _echo(typed: str) -> str:
    """Return typed text as it can be shown again: not endless, and encodable."""
    return typed[:LONGEST_ECHO].encode("utf-8", "replace").decode().replace("\x00", "")
