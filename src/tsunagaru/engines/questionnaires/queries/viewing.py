"""A page of a form as templates draw it (ページの表示)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tsunagaru.engines.questionnaires.definitions import (
    ComputedField,
    Field,
    GroupField,
    NoticeField,
    Page,
    Plain,
    Questionnaire,
    is_hidden,
)
from tsunagaru.engines.questionnaires.queries.adding import tell_added
from tsunagaru.engines.questionnaires.queries.answers import Raw, Written, names_of
from tsunagaru.engines.questionnaires.queries.boxes import AskedField, box_of
from tsunagaru.engines.questionnaires.queries.echoing import Block, echo, notice_block, written_of
from tsunagaru.engines.questionnaires.queries.entries import SHOWN
from tsunagaru.engines.questionnaires.queries.filling import page_of
from tsunagaru.engines.questionnaires.queries.grouping import GroupReader, group_view
from tsunagaru.engines.questionnaires.queries.messages import FieldProblem, Kind, mistakes
from tsunagaru.engines.questionnaires.queries.showing import show_answer
from tsunagaru.engines.questionnaires.queries.standing import Standing


@dataclass(frozen=True)
class PageView:
    """A page as it is shown (ページの表示).

    Args:
        code: code of the page.
        title: its title.
        intro: sentences under the title, or empty.
        blocks: everything on the page in order.
        reacts: whether some questions depend on others of the same page.
        kinds: the kinds of question that may come to stand on the page, hidden ones as well: an
            answer can call them up after the browser has the form and its headers.
    """

    code: str
    title: str
    intro: str
    blocks: list[Block] = field(default_factory=list)
    reacts: bool = False
    kinds: frozenset[str] = frozenset()

    @property
    def fields(self) -> list[AskedField]:
        """The questions of the page (項目), those inside groups as well."""
        found = []
        for block in self.blocks:
            if block.group is not None:
                found += block.group.asked
            elif block.field is not None:
                found.append(block.field)
        return found

    @property
    def takes_files(self) -> bool:
        """Tell whether the form must be posted as multipart (ファイルがあるか)."""
        return "file" in self.kinds

    @property
    def takes_places(self) -> bool:
        """Tell whether the page may ask the browser where its reader is (場所の項目があるか)."""
        return "place" in self.kinds


def page_view(  # noqa: PLR0913 - the contract of the house: form, page, answers, reader, day, post
    form: Questionnaire,
    page_code: str,
    answers: Mapping[str, Any],
    *,
    language: str,
    today: date,
    raw: Raw | None = None,
    errors: Collection[FieldProblem] = (),
    left_out: Collection[str] = (),
    household: Sequence[Mapping[str, Any]] = (),
) -> PageView:
    """Return a page as it is shown now (ページの表示).

    Args:
        form: the form.
        page_code: the page.
        answers: the answers so far, those of this page included.
        language: of the reader.
        today: the day in Japan.
        raw: what was posted, to be shown as typed.
        errors: as ``fill_page`` returned them; questions that are new are told, not blamed.
        left_out: questions that are answered elsewhere.
        household: the members of the reader's household, as people's prefill has them.

    Raises:
        NoSuchPage: there is no such page.
    """
    page = page_of(form, page_code)
    standing = Standing(form, answers, today)
    wrong = {one.field: one for one in reversed(mistakes(errors))}
    reader = GroupReader(standing, language, raw, wrong, household, form.triggers[page.code])
    blocks = _blocks(form, page, reader, left_out)
    tell_added(blocks, {problem.field for problem in errors if problem.kind == Kind.REVEALED})
    title, intro = page.title.in_language(language), _intro(page, language)
    return PageView(
        page.code, title, intro, blocks,
        reacts=bool(form.triggers[page.code]),
        kinds=frozenset(_kinds(page, left_out)),
    )  # fmt: skip


def _blocks(
    form: Questionnaire, page: Page, reader: GroupReader, left_out: Collection[str]
) -> list[Block]:
    """Return what of a page is shown now, and asked here (表示する項目)."""
    visible = reader.standing.visible
    return [
        _block(form, one, reader)
        for one in page.fields
        if visible[one.code] and one.code not in left_out and not is_hidden(one)
    ]


def _kinds(page: Page, left_out: Collection[str]) -> Iterator[str]:
    for one in page.fields:
        if one.code in left_out or is_hidden(one):
            continue
        yield one.kind
        if isinstance(one, GroupField):
            yield from (member.kind for member in one.fields)


def _intro(page: Page, language: str) -> str:
    return page.intro.in_language(language) if page.intro else ""


def _block(form: Questionnaire, one: Field, reader: GroupReader) -> Block:
    standing, language, raw = reader.standing, reader.language, reader.raw
    if isinstance(one, NoticeField):
        return notice_block(one, language)
    if isinstance(one, GroupField):
        return Block("group", group=group_view(one, reader))
    answer = standing.answers.get(one.code)
    if isinstance(one, ComputedField):
        text = show_answer(form, one, answer, language) or "―"
        return Block("computed", title=one.label.in_language(language), text=text)
    written = _typed(one, raw) if _is_in(one, raw) else written_of(one, answer, language)
    box = box_of(one, written, language, answer=answer, required=standing.needs(one))
    problem = reader.wrong.get(one.code)
    box = box.with_error(problem.message, problem.parts) if problem else box
    return Block("field", box, reacts=one.code in reader.triggers)


def _is_in(question: Plain, raw: Raw | None) -> bool:
    if not raw:
        return False
    return any(name in raw for name in names_of(question)) or question.code in raw.get(SHOWN, ())


def _typed(question: Plain, raw: Raw | None) -> Written:
    posted = raw or {}
    return {name: [echo(one) for one in posted.get(name, ())] for name in names_of(question)}
