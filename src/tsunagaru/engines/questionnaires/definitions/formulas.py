"""What is wrong with the expressions of a form (条件式・計算式の検査)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from tsunagaru.engines.questionnaires.definitions.conditions import fields_in, tree_of
from tsunagaru.engines.questionnaires.definitions.fields import ComputedField, NoticeField
from tsunagaru.engines.questionnaires.definitions.groups import ENTRY_NUMBER, Field, GroupField
from tsunagaru.engines.questionnaires.definitions.questionnaire import Page, Questionnaire
from tsunagaru.kernel.expressions import (
    BOOL,
    NUMBER,
    CannotUnderstand,
    ListOf,
    Record,
    Type,
    check,
)
from tsunagaru.kernel.folder import Problem

Path = tuple[str | int, ...]


def problem(path: Path, ja: str, en: str) -> Problem:
    """Return one mistake at a path of the form; the file is added by whoever read it."""
    return Problem("", 0, path, ja, en)


def places_of(form: Questionnaire) -> Iterator[tuple[Path, Page, Field]]:
    """Yield every field of a form's pages with its path (項目の場所)."""
    for number, page in enumerate(form.pages):
        for place, field in enumerate(page.fields):
            yield ("pages", number, "fields", place), page, field


def _of_circle(form: Questionnaire) -> Problem:
    circle = form.circle
    names = " → ".join(circle)
    place = next(
        path
        for path, _, field in places_of(form)
        if circle[0] == field.code or (isinstance(field, GroupField) and circle[0] in field.by_code)
    )
    ja = f"項目どうしの条件や計算が一回りしていて、決められません（{names}）。"
    return problem(place, ja, f"These fields need each other in a circle: {names}.")


@dataclass(frozen=True)
class _Written:
    """One expression of a form.

    Args:
        text: as written.
        path: where.
        page: number of its page.
        before: the place in the form before which its names must stand; None for its page's end.
        computes: whether it is a calculation, not a condition.
        group: the group inside which it stands, if any.
        member: the place inside the group before which its names must stand; None for its end.
    """

    text: str
    path: Path
    page: int
    before: int | None
    computes: bool = False
    group: GroupField | None = None
    member: int | None = None


def _expressions_of(form: Questionnaire) -> Iterator[_Written]:
    place = 0
    for number, page in enumerate(form.pages):
        yield _Written(page.when, ("pages", number, "when"), number, place)
        for index, field in enumerate(page.fields):
            path = ("pages", number, "fields", index)
            yield from _expressions_in(field, path, number, place)
            if isinstance(field, GroupField):
                for order, member in enumerate(field.fields):
                    inner = (*path, "fields", order)
                    for one in _expressions_in(member, inner, number, place):
                        yield replace(
                            one, group=field, member=None if one.before is None else order
                        )
            place += 1


def _expressions_in(field: Field, path: Path, page: int, place: int) -> Iterator[_Written]:
    yield _Written(field.when, (*path, "when"), page, place)
    if isinstance(field, NoticeField):
        return
    if isinstance(field, ComputedField):
        yield _Written(field.compute, (*path, "compute"), page, None, computes=True)
    if isinstance(field.required, str):
        yield _Written(field.required, (*path, "required"), page, place)
    for number, rule in enumerate(field.checks):
        yield _Written(rule.rule, (*path, "checks", number, "rule"), page, None)


def referred_to(form: Questionnaire) -> frozenset[str]:
    """Return the codes of the fields that conditions, checks and calculations need (参照項目)."""
    return frozenset(name for one in _expressions_of(form) for name in fields_in(one.text))


def problems_in_formulas(form: Questionnaire) -> Iterator[Problem]:
    """Yield what is wrong with conditions and calculations (式の誤り)."""
    written = [one for one in _expressions_of(form) if one.text]
    names = {one.path: list(_of_names(form, one)) for one in written}
    for wrong in names.values():
        yield from wrong
    if form.circle:
        if not any(names.values()):
            yield _of_circle(form)
        return
    for one in written:
        if not names[one.path]:
            yield from _of_types(form, one)


def _of_names(form: Questionnaire, one: _Written) -> Iterator[Problem]:
    """Yield names that do not exist or whose answers are not there yet."""
    pages = {field.code: number for number, page in enumerate(form.pages) for field in page.fields}
    places = {field.code: place for place, (_, field) in enumerate(form.placed())}
    for name in sorted(fields_in(one.text)):
        if one.group and (name in one.group.by_code or name == ENTRY_NUMBER):
            yield from _of_member(one, one.group, name)
            continue
        field = form.by_code.get(name)
        if field is None or isinstance(field[1], NoticeField):
            yield _unknown(form, name, one.path)
        elif pages[name] > one.page:
            told = f"「{field[1].label.ja}」（{name}）"
            ja = f"{told}は後のページの項目なので、ここではまだ答えがありません。"
            yield problem(one.path, ja, f"“{name}” is only asked on a later page.")
        elif one.before is not None and places[name] >= one.before:
            ja = f"「{field[1].label.ja}」（{name}）はこの項目より前にないので、条件に使えません。"
            yield problem(one.path, ja, f"“{name}” does not stand before this.")


def _of_member(one: _Written, group: GroupField, name: str) -> Iterator[Problem]:
    """Yield what is wrong with a name inside a group: a notice, or not before its place."""
    if name == ENTRY_NUMBER:
        return
    codes = list(group.by_code)
    if isinstance(group.by_code[name], NoticeField):
        yield problem(one.path, f"「{name}」という項目はありません。", f"“{name}” has no answer.")
    elif one.member is not None and codes.index(name) >= one.member:
        ja = f"「{name}」はこの項目より前にないので、条件に使えません。"
        yield problem(one.path, ja, f"“{name}” does not stand before this.")


def _unknown(form: Questionnaire, name: str, path: Path) -> Problem:
    ja, en = f"「{name}」という項目はありません。", f"There is no field “{name}”."
    if close := get_close_matches(name, form.by_code, n=1):
        ja += f"「{close[0]}」のことでしょうか。"
        en += f" Did you mean “{close[0]}”?"
    return problem(path, ja, en)


def _scope(form: Questionnaire, group: GroupField | None) -> Mapping[str, Type]:
    """Return the types of what an expression may name (見える項目)."""
    if group is None:
        return form.types
    return {**form.types, **form.types_in_groups[group.code], ENTRY_NUMBER: NUMBER}


def _of_types(form: Questionnaire, one: _Written) -> Iterator[Problem]:
    """Yield what is wrong with an expression itself."""
    try:
        kind = check(tree_of(one.text), _scope(form, one.group))
    except CannotUnderstand as error:
        en = f"The expression is wrong at sign {error.column}."
        yield problem(one.path, str(error), en)
        return
    if one.computes and isinstance(kind, ListOf | Record):
        ja = f"計算の結果は1つの値にしてください（この式は「{kind}」になります）。"
        yield problem(one.path, ja, "A calculation must come out as one value.")
    if not one.computes and kind != BOOL:
        ja = f"条件は「はい・いいえ」になる式で書いてください（この式は「{kind}」になります）。"
        yield problem(one.path, ja, "A condition must come out as yes or no.")
