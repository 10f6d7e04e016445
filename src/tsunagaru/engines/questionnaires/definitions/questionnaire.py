"""A form (様式): pages of questions, in the order in which they are filled."""

from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import Annotated, Literal

from pydantic import Field as Limit

from tsunagaru.engines.questionnaires.definitions.conditions import fields_in, tree_of
from tsunagaru.engines.questionnaires.definitions.fields import (
    HOUSEHOLD,
    Code,
    ComputedField,
    Expression,
    NoticeField,
)
from tsunagaru.engines.questionnaires.definitions.groups import (
    Field,
    GroupField,
    Question,
    needs_within,
)
from tsunagaru.engines.questionnaires.definitions.kinds import type_of, types_within
from tsunagaru.engines.questionnaires.definitions.texts import Words
from tsunagaru.kernel.expressions import CannotUnderstand, ListOf, Record, Type, check
from tsunagaru.kernel.folder import Definition

MAX_PAGES = 60
MAX_FIELDS = 100


class Page(Definition):
    """One page of a form (ページ)."""

    code: Code
    title: Words
    intro: Words | None = None
    when: Expression | Literal[""] = ""
    fields: Annotated[tuple[Field, ...], Limit(max_length=MAX_FIELDS)]


class Questionnaire(Definition):
    """A form (様式): what it asks, in which order and under which conditions.

    Never changed once read; working data is derived on first use and kept.
    """

    pages: Annotated[tuple[Page, ...], Limit(max_length=MAX_PAGES)]

    @cached_property
    def by_code(self) -> dict[str, tuple[Page, Field]]:
        """Every field with its page, by code (項目の索引)."""
        return {field.code: (page, field) for page, field in self.placed()}

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All fields that have a value, in the order of the form (回答のある項目)."""
        return tuple(f for _, f in self.placed() if not isinstance(f, NoticeField))

    @cached_property
    def asks_of_household(self) -> bool:
        """Tell whether an answer is filled in from the household (世帯員の事前入力)."""
        return any(one.prefill.partition(".")[0] == HOUSEHOLD for one in self.questions)

    @cached_property
    def groups(self) -> tuple[GroupField, ...]:
        """The groups of the form (繰り返し項目)."""
        return tuple(field for _, field in self.placed() if isinstance(field, GroupField))

    @cached_property
    def codes_to_show(self) -> frozenset[str]:
        """The names by which an answer is repeated (記載できる項目): also ``group.member``."""
        members = {f"{group.code}.{one.code}" for group in self.groups for one in group.questions}
        return frozenset({question.code for question in self.questions} | members)

    @cached_property
    def order(self) -> tuple[tuple[Page, Field], ...]:
        """The fields in an order in which each can be judged by those before it (判定の順)."""
        sorter: TopologicalSorter[str] = TopologicalSorter()
        for page, field in self.placed():
            sorter.add(field.code, *sorted(needs_of(page, field) & self.by_code.keys()))
        return tuple(self.by_code[code] for code in sorter.static_order())

    @cached_property
    def circle(self) -> tuple[str, ...]:
        """The codes of fields that need each other in a circle (循環); empty when there is none."""
        try:
            _ = self.order, [group.order for group in self.groups]
        except CycleError as error:
            return tuple(error.args[1])
        return ()

    @cached_property
    def types(self) -> dict[str, Type]:
        """The type of every value (値の型); fields whose expression is wrong are left out."""
        found: dict[str, Type] = {}
        for _, field in self.order:
            if isinstance(field, ComputedField):
                with suppress(CannotUnderstand):
                    found[field.code] = check(tree_of(field.compute), found)
            elif isinstance(field, GroupField):
                found[field.code] = ListOf(Record(types_within(field, found)))
            elif not isinstance(field, NoticeField):
                found[field.code] = type_of(field)
        return found

    @cached_property
    def types_in_groups(self) -> dict[str, dict[str, Type]]:
        """The type of every value inside a group (繰り返しの中の型), by group and member."""
        return {group.code: types_within(group, self.types) for group in self.groups}

    def kind_of(self, code: str) -> Type | None:
        """Return the type of a value (値の型), also of one in an entry: ``children-2-amount``."""
        group, _, inside = code.partition("-")
        if inside:
            return self.types_in_groups.get(group, {}).get(inside.rpartition("-")[2])
        return self.types.get(code)

    @cached_property
    def triggers(self) -> dict[str, frozenset[str]]:
        """The fields of each page on which others of the same page depend (きっかけの項目)."""
        return {page.code: _triggers_of(page) for page in self.pages}

    def placed(self) -> Iterator[tuple[Page, Field]]:
        """Yield every field with its page, in the order of the form."""
        for page in self.pages:
            for field in page.fields:
                yield page, field

    def page(self, code: str) -> Page | None:
        """Return a page by its code (ページ), or None."""
        return next((page for page in self.pages if page.code == code), None)


def needs_of(page: Page, field: Field) -> frozenset[str]:
    """Return the fields whose values decide whether a field is asked, or what it is (依存)."""
    needed = fields_in(page.when) | fields_in(field.when)
    if isinstance(field, GroupField):
        inside = frozenset[str]().union(*(needs_within(member) for member in field.fields))
        return needed | (inside - field.by_code.keys())
    return needed | fields_in(field.compute) if isinstance(field, ComputedField) else needed


def _triggers_of(page: Page) -> frozenset[str]:
    fields = [
        one
        for field in page.fields
        for one in (field, *(field.fields if isinstance(field, GroupField) else ()))
    ]
    written = [field.when for field in fields]
    written += [one.compute for one in fields if isinstance(one, ComputedField)]
    required = [getattr(one, "required", False) for one in fields]
    written += [one for one in required if isinstance(one, str)]
    named = frozenset[str]().union(*map(fields_in, written))
    return named & {one.code for one in fields if one.answers}
