"""What is wrong with a form before anybody fills it (様式の検査)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from tsunagaru.engines.questionnaires.definitions.conditions import fields_in, tree_of
from tsunagaru.engines.questionnaires.definitions.fields import (
    ComputedField,
    Field,
    NoticeField,
)
from tsunagaru.engines.questionnaires.definitions.limits import limits_of
from tsunagaru.engines.questionnaires.definitions.questionnaire import Page, Questionnaire
from tsunagaru.kernel.expressions import BOOL, CannotUnderstand, ListOf, Record, check
from tsunagaru.kernel.folder import Problem

Path = tuple[str | int, ...]
RESERVED = frozenset({"today", "and", "or", "not", "in", "true", "false"})
PREFILLED = frozenset(
    {
        "name",
        "kana",
        "birth_on",
        "sex",
        "postal_code",
        "address",
        "building",
        "phone",
        "email",
        "person",
        "address_parts",
        "household",
    }
)


def problems_in(questionnaire: Questionnaire) -> list[Problem]:
    """Return everything wrong with a form (様式の誤り), each with its path and a sentence."""
    found = [*_of_emptiness(questionnaire), *_of_codes(questionnaire), *_of_fields(questionnaire)]
    return found or list(_of_expressions(questionnaire))


def problem(path: Path, ja: str, en: str) -> Problem:
    """Return one mistake at a path of the form; the file is added by whoever read it."""
    return Problem("", 0, path, ja, en)


def _places(form: Questionnaire) -> Iterator[tuple[Path, Page, Field]]:
    for number, page in enumerate(form.pages):
        for place, field in enumerate(page.fields):
            yield ("pages", number, "fields", place), page, field


def _of_emptiness(form: Questionnaire) -> Iterator[Problem]:
    if not form.pages:
        yield problem(("pages",), "ページを1つ以上書いてください。", "Write a page.")
    for number, page in enumerate(form.pages):
        if not page.fields:
            yield problem(
                ("pages", number, "fields"), "項目を1つ以上書いてください。", "Write a field."
            )


def _of_codes(form: Questionnaire) -> Iterator[Problem]:
    pages = Counter(page.code for page in form.pages)
    for number, page in enumerate(form.pages):
        if pages[page.code] > 1:
            ja = f"ページのコード「{page.code}」が2回以上あります。"
            yield problem(("pages", number, "code"), ja, f"Two pages share “{page.code}”.")
    fields = Counter(field.code for _, field in form.placed())
    for path, _, field in _places(form):
        if fields[field.code] > 1:
            ja = f"項目のコード「{field.code}」が2回以上あります。"
            yield problem((*path, "code"), ja, f"Two fields share “{field.code}”.")
        if field.code in RESERVED:
            ja = f"「{field.code}」は条件式で使う言葉なので、項目のコードにはできません。"
            yield problem((*path, "code"), ja, f"“{field.code}” is a word of expressions.")


def _of_fields(form: Questionnaire) -> Iterator[Problem]:
    for path, _, field in _places(form):
        for key, ja, en in limits_of(field):
            yield problem((*path, key), ja, en)
        known = getattr(field, "prefill", "")
        if known and known.partition(".")[0] not in PREFILLED:
            ja = f"prefill の「{known}」という値はありません。"
            yield problem((*path, "prefill"), ja, f"Nothing is called “{known}”.")


def _of_circle(form: Questionnaire) -> Problem:
    circle = form.circle
    names = " → ".join(circle)
    place = next(path for path, _, field in _places(form) if field.code == circle[0])
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
    """

    text: str
    path: Path
    page: int
    before: int | None
    computes: bool = False


def _expressions_of(form: Questionnaire) -> Iterator[_Written]:
    place = 0
    for number, page in enumerate(form.pages):
        yield _Written(page.when, ("pages", number, "when"), number, place)
        for index, field in enumerate(page.fields):
            path = ("pages", number, "fields", index)
            yield from _expressions_in(field, path, number, place)
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


def _of_expressions(form: Questionnaire) -> Iterator[Problem]:
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
        field = form.by_code.get(name)
        if field is None or isinstance(field[1], NoticeField):
            yield _unknown(form, name, one.path)
        elif pages[name] > one.page:
            ja = f"「{name}」は後のページの項目なので、ここではまだ答えがありません。"
            yield problem(one.path, ja, f"“{name}” is only asked on a later page.")
        elif one.before is not None and places[name] >= one.before:
            ja = f"「{name}」はこの項目より前にないので、条件に使えません。"
            yield problem(one.path, ja, f"“{name}” does not stand before this.")


def _unknown(form: Questionnaire, name: str, path: Path) -> Problem:
    ja, en = f"「{name}」という項目はありません。", f"There is no field “{name}”."
    if close := get_close_matches(name, form.by_code, n=1):
        ja += f"「{close[0]}」のことでしょうか。"
        en += f" Did you mean “{close[0]}”?"
    return problem(path, ja, en)


def _of_types(form: Questionnaire, one: _Written) -> Iterator[Problem]:
    """Yield what is wrong with an expression itself."""
    try:
        kind = check(tree_of(one.text), form.types)
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
