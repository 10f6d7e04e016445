"""The entries of a group (繰り返しの件) as they are posted, read and judged."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from tsunagaru.engines.questionnaires.definitions import FileField, GroupField, Plain
from tsunagaru.engines.questionnaires.definitions.groups import MOST_ENTRIES
from tsunagaru.engines.questionnaires.queries.answers import (
    Raw,
    Written,
    names_of,
    read_answer,
    reread_answer,
    write_answer,
)
from tsunagaru.engines.questionnaires.queries.judging import judge
from tsunagaru.engines.questionnaires.queries.messages import (
    FieldProblem,
    missing,
    problem_of,
    revealed,
)
from tsunagaru.engines.questionnaires.queries.standing import Entry, Standing, entries_in
from tsunagaru.engines.questionnaires.rules import files as file_rules
from tsunagaru.engines.questionnaires.rules.problems import CannotRead
from tsunagaru.ground.ui.phrases import LATIN, say

SHOWN = "_shown"
"""Name under which a page posts the codes of the questions it showed."""
TOO_FEW = "「{label}」は、{limit}以上入力してください。"
TOO_MANY = "「{label}」は、{limit}までです。"
ENTRIES = "{count}件"
HIGHEST_KEY = 3 * MOST_ENTRIES

NewFiles = Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass
class ReadEntry:
    """One entry as it was posted (送信された1件).

    Args:
        key: the number under which it was posted.
        answers: what could be read, by member.
        wrong: why the other answers could not be taken.
        posted: the members that were shown on the page.
    """

    key: int
    answers: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, CannotRead] = field(default_factory=dict)
    posted: set[str] = field(default_factory=set)

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing was entered (未記入の件か)."""
        return not self.answers and not self.wrong


def counted(group: GroupField, number: int, language: str) -> str:
    """Return a number of entries with what they are counted in (件数): ``2人``, ``3件``."""
    if group.unit is None:
        return say(ENTRIES, language, count=number)
    gap = " " if language in LATIN else ""
    return f"{number}{gap}{group.unit.in_language(language)}"


def entry_name(group: str) -> str:
    """Return the name under which a group posts which entries it has, in their order."""
    return f"{group}-entry"


def kept_name(question: str) -> str:
    """Return the name under which an entry posts the files it has already."""
    return f"{question}-kept"


def keys_in(group: GroupField, raw: Raw) -> list[int]:
    """Return the numbers of the posted entries in their order (送信された件)."""
    keys: list[int] = []
    for typed in raw.get(entry_name(group.code), ())[: HIGHEST_KEY + 1]:
        if typed.isascii() and typed.isdecimal() and 1 <= int(typed[:4]) <= HIGHEST_KEY:
            keys += [int(typed)] if int(typed) not in keys else []
    return keys


def read_entries(
    group: GroupField,
    raw: Raw,
    answers: Mapping[str, Any],
    today: date,
    files: NewFiles | None = None,
) -> list[ReadEntry]:
    """Return the entries that were posted (件を読む); files only from those known before."""
    entries = entries_in(group, answers.get(group.code))
    return [
        _read_entry(group, ReadEntry(key), raw, entries, today, files or {})
        for key in keys_in(group, raw)[: group.most + 1]
    ]


def _read_entry(
    group: GroupField,
    one: ReadEntry,
    raw: Raw,
    known: Sequence[Mapping[str, Any]],
    today: date,
    files: NewFiles,
) -> ReadEntry:
    shown = raw.get(SHOWN)
    for member in group.asked:
        question = group.placed(one.key, member)
        names = (*names_of(question), kept_name(question.code))
        if shown is None or question.code in shown or any(name in raw for name in names):
            one.posted.add(member.code)
        try:
            if isinstance(question, FileField):
                answer: Any = _files(question, member.code, raw, known, files)
            else:
                answer = read_answer(question, raw, today)
        except CannotRead as error:
            one.wrong[member.code] = error
        else:
            one.answers |= {} if answer is None else {member.code: answer}
    return one


def _files(
    question: FileField,
    member: str,
    raw: Raw,
    known: Sequence[Mapping[str, Any]],
    files: NewFiles,
) -> Any:  # noqa: ANN401 - any JSON value
    """Return the files of an entry: those named that the group had before, and new ones."""
    had = {one["id"]: one for entry in known for one in file_rules.kept_files(entry.get(member))}
    dropped = raw.get(f"{question.code}-drop", ())
    named = dict.fromkeys(raw.get(kept_name(question.code), ()))
    kept = [had[key] for key in named if key in had and key not in dropped]
    return file_rules.read_files(
        [*kept, *files.get(question.code, ())],
        types=question.types,
        max_mb=question.max_mb,
        max_count=question.max_count,
    )


def kept_entries(group: GroupField, entries: Sequence[ReadEntry]) -> list[ReadEntry]:
    """Return the entries that are kept: blank ones only as far as entries are lacking."""
    lacking = group.fewest - sum(not one.is_blank for one in entries)
    kept = []
    for one in entries[: group.most]:
        if one.is_blank:
            lacking -= 1
        if not one.is_blank or (group.required is True and lacking >= 0):
            kept.append(one)
    return kept


def problems_on_page(
    group: GroupField, entries: Sequence[ReadEntry], after: Standing, language: str
) -> Iterator[FieldProblem]:
    """Yield what is wrong with a group just posted (繰り返しの誤り), by place on the page."""
    kept = kept_entries(group, entries)
    for number, one in enumerate(entries, 1):
        if one in kept:
            yield from _problems_of(group, number, one, after, language)
    yield from problems_of_count(
        group, len(entries) if len(entries) > group.most else len(kept), after, language
    )


def _problems_of(
    group: GroupField, number: int, one: ReadEntry, after: Standing, language: str
) -> Iterator[FieldProblem]:
    entry = Entry(after, group, number, one.answers)
    for member in group.asked:
        if not entry.visible[member.code]:
            continue
        question = group.placed(number, member)
        if error := one.wrong.get(member.code):
            yield problem_of(question, error, language)
        elif member.code in one.posted or member.code in entry.answers:
            yield from judge_member(member, question, entry, language)
        else:
            yield revealed(question, language)


def judge_member(member: Plain, question: Plain, entry: Entry, language: str) -> list[FieldProblem]:
    """Return what is wrong with an answer of an entry, told by its place (件の回答の検査)."""
    problems = judge(member, entry, language)
    if problems and member.code not in entry.answers:
        return [missing(question, language)]
    return [replace(problem, field=question.code) for problem in problems]


def problems_of_count(
    group: GroupField, count: int, standing: Standing, language: str
) -> Iterator[FieldProblem]:
    """Yield whether there are too few or too many entries, or a rule is broken (件数の検査)."""
    fewest = max(1, group.fewest) if standing.needs(group) else 0
    if count < fewest:
        yield problem_of(
            group, CannotRead(TOO_FEW, limit=counted(group, fewest, language)), language
        )
    elif count > group.most:
        yield problem_of(
            group, CannotRead(TOO_MANY, limit=counted(group, group.most, language)), language
        )
    elif count:
        yield from judge(group, standing, language)


def problems_in_group(
    group: GroupField, standing: Standing, language: str
) -> Iterator[FieldProblem]:
    """Yield everything wrong with a group, each answer read anew (繰り返しの再検査)."""
    entries = standing.entries.get(group.code, [])
    for entry in entries:
        for member in group.asked:
            if not entry.visible[member.code]:
                continue
            question = group.placed(entry.number, member)
            try:
                reread_answer(question, entry.answers.get(member.code), standing.today)
            except CannotRead as error:
                yield problem_of(question, error, language)
            else:
                yield from judge_member(member, question, entry, language)
    yield from problems_of_count(group, len(entries), standing, language)


def finished_entries(group: GroupField, standing: Standing) -> list[dict[str, Any]] | None:
    """Return the entries as they are handed in (提出する件).

    Raises:
        CannotRead: an answer cannot be taken.
    """
    asked = {member.code: member for member in group.asked}
    finished = []
    for entry in standing.entries.get(group.code, ()):
        read = {
            code: reread_answer(asked[code], value, standing.today) if code in asked else value
            for code, value in entry.answers.items()
        }
        finished.append({code: value for code, value in read.items() if value is not None})
    return finished or None


def write_entries(group: GroupField, answer: Any) -> Written:  # noqa: ANN401 - any JSON value
    """Return a kept group as it would be posted (件の書き戻し)."""
    entries = entries_in(group, answer)
    written = {entry_name(group.code): [str(n) for n in range(1, len(entries) + 1)]}
    for number, entry in enumerate(entries, 1):
        for member in group.asked:
            question, value = group.placed(number, member), entry.get(member.code)
            if isinstance(question, FileField):
                kept = [one["id"] for one in file_rules.kept_files(value)]
                written[kept_name(question.code)] = kept
            else:
                written |= write_answer(question, value)
    return written


def files_kept(group: GroupField, entries: Sequence[ReadEntry]) -> Written:
    """Return what the page posts for the files its entries have now (件の添付)."""
    return {
        kept_name(group.placed(one.key, member).code): [
            str(file["id"]) for file in one.answers.get(member.code, ())
        ]
        for one in entries
        for member in group.asked
        if isinstance(member, FileField)
    }
