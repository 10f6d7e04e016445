"""A group as templates draw it (繰り返しの表示)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tsunagaru.engines.questionnaires.definitions import (
    ComputedField,
    FileField,
    GroupField,
    NoticeField,
    Plain,
    is_hidden,
)
from tsunagaru.engines.questionnaires.definitions.groups import entry_code
from tsunagaru.engines.questionnaires.queries.answers import Raw, Written, names_of
from tsunagaru.engines.questionnaires.queries.boxes import AskedField, box_of
from tsunagaru.engines.questionnaires.queries.echoing import Block, echo, notice_block, written_of
from tsunagaru.engines.questionnaires.queries.entries import ReadEntry, entry_name, read_entries
from tsunagaru.engines.questionnaires.queries.household import MemberChoice, choices_of
from tsunagaru.engines.questionnaires.queries.messages import FieldProblem
from tsunagaru.engines.questionnaires.queries.showing import show_answer
from tsunagaru.engines.questionnaires.queries.standing import Entry, Standing
from tsunagaru.ground.ui.fields import FieldKind


@dataclass(frozen=True)
class EntryView:
    """One entry as it is shown (1件の表示).

    Args:
        number: its place, 1 for the first; also the number under which it is posted.
        anchor: id of its box on the page.
        title: its headline.
        blocks: what is asked.
    """

    number: int
    anchor: str
    title: str
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True)
class GroupView:
    """A group as it is shown (繰り返しの表示).

    Args:
        head: label, hint and what is wrong with the group as a whole.
        entries: the entries in their order.
        most: most entries.
        choices: members of the household who may be entered.
        asked: the questions of all entries with their full labels, for the error summary.
        fixed: whether entries may not be added, moved or removed.
    """

    head: AskedField
    entries: list[EntryView]
    most: int
    choices: list[MemberChoice] = field(default_factory=list)
    asked: list[AskedField] = field(default_factory=list)
    fixed: bool = False

    @property
    def can_add(self) -> bool:
        """Tell whether another entry may be added."""
        return not self.fixed and len(self.entries) < self.most

    @property
    def next_anchor(self) -> str:
        """Return the id of the entry that will be added."""
        return entry_code(self.head.name, len(self.entries) + 1)


@dataclass(frozen=True)
class GroupHead(AskedField):
    """The headline of a group (繰り返しの見出し), to which its own errors lead."""

    @property
    def anchor(self) -> str:
        """Return the id of the group's box."""
        return f"{self.name}-group"


@dataclass(frozen=True)
class GroupReader:
    """Who reads a group and what was typed into it (表示の条件)."""

    standing: Standing
    language: str
    raw: Raw | None
    wrong: Mapping[str, FieldProblem]
    household: Sequence[Mapping[str, Any]] = ()
    triggers: frozenset[str] = frozenset()


def group_view(group: GroupField, reader: GroupReader) -> GroupView:
    """Return a group as it is shown now (繰り返しの表示)."""
    language = reader.language
    found = [_entry(group, n, one, reader) for n, one in enumerate(_entries(group, reader), 1)]
    problem = reader.wrong.get(group.code)
    head = GroupHead(
        name=group.code,
        kind=FieldKind.TEXT,
        label=group.label.in_language(language),
        hint=group.hint.in_language(language) if group.hint else "",
        required=reader.standing.needs(group),
        error=problem.message if problem else "",
    )
    return GroupView(
        head=head,
        entries=[view for view, _ in found],
        most=group.most,
        choices=choices_of(group, reader.household, reader.standing, language),
        asked=[head, *(one for _, asked in found for one in asked)],
    )


def _entries(group: GroupField, reader: GroupReader) -> list[tuple[ReadEntry, Raw | None]]:
    """Return the entries to be shown, as posted or as kept, and blank ones where they lack."""
    standing, raw = reader.standing, reader.raw
    if raw is not None and entry_name(group.code) in raw:
        read = read_entries(group, raw, standing.answers, standing.today)
        return [(one, raw) for one in read]
    kept = standing.entries.get(group.code, [])
    found: list[tuple[ReadEntry, Raw | None]] = [
        (ReadEntry(entry.number, dict(entry.answers)), None) for entry in kept
    ]
    lacking = max(1, group.fewest) if standing.needs(group) else 0
    return [*found, *((ReadEntry(n), None) for n in range(len(found) + 1, lacking + 1))]


def _entry(
    group: GroupField, number: int, shown: tuple[ReadEntry, Raw | None], reader: GroupReader
) -> tuple[EntryView, list[AskedField]]:
    one, raw = shown
    entry = Entry(reader.standing, group, number, one.answers)
    view = EntryView(
        number, entry_code(group.code, number), group.heading(number).in_language(reader.language)
    )
    asked: list[AskedField] = []
    for member in group.fields:
        if not entry.visible[member.code] or is_hidden(member):
            continue
        if isinstance(member, NoticeField):
            view.blocks.append(notice_block(member, reader.language))
        elif isinstance(member, ComputedField):
            view.blocks.append(_computed(entry, member, reader))
        else:
            box = _box(entry, member, one, raw, reader)
            asked.append(box)
            short = member.label.in_language(reader.language)
            keeps = isinstance(member, FileField)
            drawn = replace(box, label=short, keeps=keeps)
            view.blocks.append(Block("field", drawn, reacts=member.code in reader.triggers))
    return view, asked


def _computed(entry: Entry, member: ComputedField, reader: GroupReader) -> Block:
    question = entry.group.placed(entry.number, member)
    answer = entry.answers.get(member.code)
    text = show_answer(entry.form, question, answer, reader.language) or "―"
    return Block("computed", title=member.label.in_language(reader.language), text=text)


def _box(
    entry: Entry, member: Plain, one: ReadEntry, raw: Raw | None, reader: GroupReader
) -> AskedField:
    question = entry.group.placed(entry.number, member)
    answer = entry.answers.get(member.code)
    written = _written(question, entry.group.placed(one.key, member), answer, raw, reader)
    box = box_of(question, written, reader.language, answer=answer, required=entry.needs(member))
    problem = reader.wrong.get(question.code)
    return box.with_error(problem.message, problem.parts) if problem else box


def _written(
    question: Plain,
    posted: Plain,
    answer: Any,  # noqa: ANN401 - any JSON value
    raw: Raw | None,
    reader: GroupReader,
) -> Written:
    """Return what stands in the boxes of an entry, under its present number."""
    if raw is None:
        return written_of(question, answer, reader.language)
    names = zip(names_of(question), names_of(posted), strict=True)
    return {name: [echo(one) for one in raw.get(was, ())] for name, was in names}
