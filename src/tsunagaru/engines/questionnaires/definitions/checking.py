"""What is wrong with a form before anybody fills it (様式の検査)."""

from collections import Counter
from collections.abc import Generator, Iterator
from difflib import get_close_matches

from tsunagaru.engines.questionnaires.definitions.conditions import fields_in, tree_of
from tsunagaru.engines.questionnaires.definitions.fields import (
    BaseField,
    ComputedField,
    Field,
    NoticeField,
)
from tsunagaru.engines.questionnaires.definitions.limits import limits_of
from tsunagaru.engines.questionnaires.definitions.questionnaire import Page, Questionnaire
from tsunagaru.kernel.expressions import BOOL, CannotUnderstand, ListOf, Record, Type, check
from tsunagaru.kernel.folder import Problem

Path = tuple[str | int, ...]
RESERVED = frozenset({"today", "and", "or", "not", "in", "true", "false", "date"})
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
        "household",
    }
)


def problems_in(questionnaire: Questionnaire) -> list[Problem]:
    """Return everything wrong with a form (様式の誤り), each with its path and a sentence."""
    found = [*_of_codes(questionnaire), *_of_fields(questionnaire)]
    if not found and questionnaire.circle:
        found.append(_of_circle(questionnaire))
    return found or list(_Expressions(questionnaire).problems())


def problem(path: Path, ja: str, en: str) -> Problem:
    """Return one mistake at a path of the form; the file is added by whoever read it."""
    return Problem("", 0, path, ja, en)


def _places(form: Questionnaire) -> Iterator[tuple[Path, Page, Field]]:
    for number, page in enumerate(form.pages):
        for place, field in enumerate(page.fields):
            yield ("pages", number, "fields", place), page, field


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
        if isinstance(field, BaseField) and field.prefill:
            if field.prefill.partition(".")[0] not in PREFILLED:
                ja = f"prefill の「{field.prefill}」という値はありません。"
                yield problem((*path, "prefill"), ja, f"Nothing is called “{field.prefill}”.")


def _of_circle(form: Questionnaire) -> Problem:
    circle = form.circle
    names = " → ".join(circle)
    place = next(path for path, _, field in _places(form) if field.code == circle[0])
    ja = f"項目どうしの条件や計算が一回りしていて、決められません（{names}）。"
    return problem(place, ja, f"These fields need each other in a circle: {names}.")


class _Expressions:
    """Checks every expression of a form against the fields that stand before it."""

    def __init__(self, form: Questionnaire) -> None:
        self.form = form
        self.page_of = {
            field.code: number
            for number, page in enumerate(form.pages)
            for field in page.fields
        }
        self.place_of = {field.code: place for place, (_, field) in enumerate(form.placed())}

    def problems(self) -> Iterator[Problem]:
        """Yield the mistakes in calculations, then those in conditions."""
        paths = {field.code: path for path, _, field in _places(self.form)}
        for _, field in self.form.order:
            if isinstance(field, ComputedField):
                yield from self.computed(field, (*paths[field.code], "compute"))
        for number, page in enumerate(self.form.pages):
            first = self.place_of[page.fields[0].code]
            yield from self.condition(page.when, ("pages", number, "when"), number, first)
            for field in page.fields:
                yield from self.field(field, paths[field.code], number)

    def computed(self, field: ComputedField, path: Path) -> Iterator[Problem]:
        wrong_names = list(self.names(field.compute, path, self.page_of[field.code], None))
        yield from wrong_names
        if wrong_names:
            return
        kind = yield from self.typed(field.compute, path)
        if isinstance(kind, ListOf | Record):
            ja = f"計算の結果は1つの値にしてください（この式は「{kind}」になります）。"
            yield problem(path, ja, "A calculation must come out as one value.")

    def field(self, field: Field, path: Path, page: int) -> Iterator[Problem]:
        place = self.place_of[field.code]
        yield from self.condition(field.when, (*path, "when"), page, place)
        if not isinstance(field, BaseField):
            return
        if isinstance(field.required, str):
            yield from self.condition(field.required, (*path, "required"), page, place)
        for number, rule in enumerate(field.checks):
            yield from self.condition(rule.rule, (*path, "checks", number, "rule"), page, None)

    def condition(
        self, text: str, path: Path, page: int, before: int | None
    ) -> Iterator[Problem]:
        if not text:
            return
        wrong_names = list(self.names(text, path, page, before))
        yield from wrong_names
        if wrong_names:
            return
        kind = yield from self.typed(text, path)
        if kind is not None and kind != BOOL:
            ja = f"条件は「はい・いいえ」になる式で書いてください（この式は「{kind}」になります）。"
            yield problem(path, ja, "A condition must come out as yes or no.")

    def names(self, text: str, path: Path, page: int, before: int | None) -> Iterator[Problem]:
        """Yield names that do not exist or whose answers are not there yet."""
        for name in sorted(fields_in(text)):
            field = self.form.by_code.get(name)
            if field is None or isinstance(field[1], NoticeField):
                yield self.unknown(name, path)
            elif self.page_of[name] > page:
                ja = f"「{name}」は後のページの項目なので、ここではまだ答えがありません。"
                yield problem(path, ja, f"“{name}” is only asked on a later page.")
            elif before is not None and self.place_of[name] >= before:
                ja = f"「{name}」はこの項目より前にないので、条件に使えません。"
                yield problem(path, ja, f"“{name}” does not stand before this.")

    def unknown(self, name: str, path: Path) -> Problem:
        ja, en = f"「{name}」という項目はありません。", f"There is no field “{name}”."
        if close := get_close_matches(name, self.form.by_code, n=1):
            ja += f"「{close[0]}」のことでしょうか。"
            en += f" Did you mean “{close[0]}”?"
        return problem(path, ja, en)

    def typed(self, text: str, path: Path) -> Generator[Problem, None, Type | None]:
        """Yield what is wrong with an expression itself, and return its type."""
        try:
            return check(tree_of(text), self.form.types)
        except CannotUnderstand as error:
            yield problem(path, str(error), f"The expression is wrong at sign {error.column}.")
            return None
