"""Groups of questions that are asked again and again (繰り返し), such as for each child."""

from functools import cached_property
from graphlib import TopologicalSorter
from typing import Annotated, Literal

from pydantic import Field as Limit

from tsunagaru.engines.questionnaires.definitions.conditions import fields_in
from tsunagaru.engines.questionnaires.definitions.fields import (
    BaseField,
    ComputedField,
    Member,
    NoticeField,
    Plain,
)
from tsunagaru.engines.questionnaires.definitions.texts import Words
from tsunagaru.ground.ui.phrases import LANGUAGES, LATIN, Trilingual

ENTRY_NUMBER = "entry_number"
"""Name under which expressions inside a group know which entry they are in, 1 for the first."""
NUMBER = "{number}"
MOST_ENTRIES = 30
MAX_MEMBERS = 20


class GroupField(BaseField):
    """Questions asked once for each of several (繰り返し項目), each time as one entry (件).

    Args:
        fields: what is asked for each entry.
        entry: headline of an entry with ``{number}`` in it, e.g. ``{number}人目の子ども``.
        unit: in what entries are counted (助数詞), e.g. ``人``; 件 where it is not given.
        fewest: fewest entries, where the group must be answered.
        most: most entries.
    """

    kind: Literal["group"]
    fields: Annotated[tuple[Member, ...], Limit(min_length=1, max_length=MAX_MEMBERS)]
    entry: Words | None = None
    unit: Words | None = None
    fewest: int = Limit(default=1, ge=0, le=MOST_ENTRIES)
    most: int = Limit(default=10, ge=1, le=MOST_ENTRIES)

    @cached_property
    def questions(self) -> tuple[Plain, ...]:
        """The fields that have a value (回答のある項目)."""
        return tuple(field for field in self.fields if not isinstance(field, NoticeField))

    @cached_property
    def asked(self) -> tuple[Plain, ...]:
        """The fields that take an answer from the person (記入する項目)."""
        return tuple(one for one in self.questions if not isinstance(one, ComputedField))

    @cached_property
    def by_code(self) -> dict[str, Member]:
        """Every field by its code within the group (項目の索引)."""
        return {field.code: field for field in self.fields}

    @cached_property
    def order(self) -> tuple[Member, ...]:
        """The fields in an order in which each can be judged by those before it (判定の順)."""
        sorter: TopologicalSorter[str] = TopologicalSorter()
        for field in self.fields:
            sorter.add(field.code, *sorted(needs_within(field) & self.by_code.keys()))
        return tuple(self.by_code[code] for code in sorter.static_order())

    @cached_property
    def _placed(self) -> dict[tuple[int, str], Plain]:
        return {}

    def heading(self, number: int) -> Trilingual:
        """Return the headline of an entry (件の見出し)."""
        ja, easy, en = (self.headline(number, language) for language in LANGUAGES)
        return Trilingual(ja=ja, easy=easy, en=en)

    def headline(self, number: int, language: str) -> str:
        """Return the headline of an entry in a language (件の見出し)."""
        if self.entry:
            return self.entry.in_language(language).replace(NUMBER, str(number))
        return f"{self.label.in_language(language)} {number}"

    def placed(self, number: int, member: Plain) -> Plain:
        """Return a member as the question of one entry (件の項目): its own name, its full label."""
        key = (number, member.code)
        if key not in self._placed:
            ja, easy, en = (self.full_label(number, member, language) for language in LANGUAGES)
            label = Trilingual(ja=ja, easy=easy, en=en)
            code = entry_code(self.code, number, member.code)
            self._placed[key] = member.model_copy(update={"code": code, "label": label})
        return self._placed[key]

    def full_label(self, number: int, member: Plain, language: str) -> str:
        """Return the label of a member with the headline of its entry before it (件の項目名)."""
        colon = ": " if language in LATIN else "："
        return f"{self.headline(number, language)}{colon}{member.label.in_language(language)}"


def entry_code(group: str, number: int, member: str = "") -> str:
    """Return the name of an entry, or of one of its questions (件の名前): ``children-2-name``."""
    return f"{group}-{number}-{member}" if member else f"{group}-{number}"


def needs_within(field: Member) -> frozenset[str]:
    """Return the fields whose values decide whether a member is asked, or what it is (依存)."""
    needed = fields_in(field.when)
    return needed | fields_in(field.compute) if isinstance(field, ComputedField) else needed


Question = Plain | GroupField
Field = Annotated[Question | NoticeField, Limit(discriminator="kind")]


def is_hidden(field: Question | NoticeField) -> bool:
    """Tell whether a field is only worked with and never shown (非表示の計算項目)."""
    return isinstance(field, ComputedField) and not field.shown
