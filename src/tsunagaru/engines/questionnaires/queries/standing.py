"""How a form stands (記入の状況): what is asked now, and what every expression sees."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tsunagaru.engines.questionnaires.definitions import (
    AddressField,
    ComputedField,
    DateField,
    Field,
    FileField,
    GroupField,
    Member,
    NoticeField,
    NumberField,
    Page,
    PersonField,
    PlaceField,
    Plain,
    Question,
    Questionnaire,
    is_hidden,
)
from tsunagaru.engines.questionnaires.definitions.conditions import tree_of
from tsunagaru.engines.questionnaires.definitions.groups import ENTRY_NUMBER, entry_code
from tsunagaru.engines.questionnaires.rules.places import record_of
from tsunagaru.kernel.expressions import MONEY, evaluate, holds
from tsunagaru.kernel.expressions.evaluating import evaluate_yen


class Scope:
    """What one expression after the other is judged in (式の見える範囲).

    Args:
        form: the form.
        values: what expressions see, by name.
        today: the day for ``today``.
    """

    def __init__(self, form: Questionnaire, values: dict[str, object], today: date) -> None:
        self.form = form
        self.today = today
        self.visible: dict[str, bool] = {}
        self.answers: dict[str, Any] = {}
        self.values = values

    def holds(self, condition: str) -> bool:
        """Tell whether a condition is met (条件の成立); an empty one always is."""
        return not condition or holds(tree_of(condition), self.values, today=self.today)

    def compute(self, field: ComputedField, code: str) -> object:
        """Return the value of a computed field (計算項目の値)."""
        tree = tree_of(field.compute)
        if self.form.kind_of(code) == MONEY:
            return evaluate_yen(tree, self.values, today=self.today)
        return evaluate(tree, self.values, today=self.today)

    def needs(self, field: Question) -> bool:
        """Tell whether a question must be answered (必須かどうか)."""
        if isinstance(field.required, str):
            return self.holds(field.required)
        return field.required

    def keep(self, code: str, answer: Any, value: object) -> None:  # noqa: ANN401 - any JSON value
        """Take an answer over, unless there is none."""
        if answer is not None:
            self.answers[code] = answer
            self.values[code] = value


class Entry(Scope):
    """One entry of a group, judged with what stands outside the group (繰り返しの1件).

    Args:
        outer: the form outside.
        group: the group.
        number: 1 for the first entry.
        answers: typed JSON values by member.
    """

    def __init__(
        self, outer: "Standing", group: GroupField, number: int, answers: Mapping[str, Any]
    ) -> None:
        super().__init__(outer.form, {**outer.values, ENTRY_NUMBER: number}, outer.today)
        self.group, self.number = group, number
        for member in group.order:
            self._judge(member, answers)

    def _judge(self, member: Member, answers: Mapping[str, Any]) -> None:
        visible = self.visible[member.code] = self.holds(member.when)
        if not visible or isinstance(member, NoticeField):
            return
        if isinstance(member, ComputedField):
            value = self.compute(member, entry_code(self.group.code, self.number, member.code))
            self.keep(member.code, as_json(value), value)
        else:
            answer = answers.get(member.code)
            self.keep(member.code, answer, as_value(member, answer))

    @property
    def record(self) -> dict[str, object]:
        """The entry as expressions outside see it (1件の値)."""
        return {code: self.values[code] for code in self.answers}


class Standing(Scope):
    """A form judged with the answers given so far (記入の状況).

    Args:
        form: the form.
        answers: typed JSON values by field; anything else in them is ignored.
        today: the day for ``today``.
    """

    def __init__(self, form: Questionnaire, answers: Mapping[str, Any], today: date) -> None:
        super().__init__(form, {}, today)
        self.pages: dict[str, bool] = {}
        self.entries: dict[str, list[Entry]] = {}
        for page, field in form.order:
            self._judge(page, field, answers)

    @property
    def asked_pages(self) -> list[str]:
        """The pages that are asked now (表示するページ), in order; one all hidden is left out."""
        return [
            page.code
            for page in self.form.pages
            if any(self.visible[one.code] and not is_hidden(one) for one in page.fields)
        ]

    def _judge(self, page: Page, field: Field, answers: Mapping[str, Any]) -> None:
        if page.code not in self.pages:
            self.pages[page.code] = self.holds(page.when)
        visible = self.pages[page.code] and self.holds(field.when)
        self.visible[field.code] = visible
        if not visible or isinstance(field, NoticeField):
            return
        if isinstance(field, GroupField):
            self._judge_group(field, answers.get(field.code))
        elif isinstance(field, ComputedField):
            value = self.compute(field, field.code)
            self.keep(field.code, as_json(value), value)
        else:
            answer = answers.get(field.code)
            self.keep(field.code, answer, as_value(field, answer))

    def _judge_group(self, group: GroupField, answer: Any) -> None:  # noqa: ANN401 - any JSON value
        found = entries_in(group, answer)
        entries = [Entry(self, group, number, one) for number, one in enumerate(found, 1)]
        self.entries[group.code] = entries
        if entries:
            records = tuple(entry.record for entry in entries)
            self.keep(group.code, [dict(entry.answers) for entry in entries], records)


def entries_in(group: GroupField, answer: Any) -> list[Mapping[str, Any]]:  # noqa: ANN401 - any JSON value
    """Return the entries of a kept answer (件の一覧), what is none left out."""
    found = answer if isinstance(answer, list) else []
    return [one for one in found[: group.most] if isinstance(one, dict)]


def as_value(field: Plain, answer: Any) -> object:  # noqa: ANN401 - any JSON value
    """Return an answer as expressions see it (式での値); None for what is no answer."""
    convert = _CONVERSIONS.get(type(field))
    if convert is None or answer is None:
        return answer
    try:
        return convert(answer)
    except (AttributeError, KeyError, TypeError, ValueError, ArithmeticError):
        return None


def _person_as_value(answer: Mapping[str, Any]) -> object:
    born = answer.get("birth_on")
    return {**answer, "birth_on": date.fromisoformat(born)} if born else {**answer}


def _place_as_value(answer: Mapping[str, Any]) -> object:
    record = record_of(answer)
    return {**record, **{name: Decimal(repr(record[name])) for name in _POINT if name in record}}


_POINT = ("lat", "lon")
_CONVERSIONS: Mapping[type, Callable[[Any], object]] = {
    DateField: date.fromisoformat,
    NumberField: lambda answer: Decimal(repr(answer)) if isinstance(answer, float) else answer,
    PersonField: _person_as_value,
    AddressField: dict,
    PlaceField: _place_as_value,
    FileField: tuple,
}


def as_json(value: object) -> Any:  # noqa: ANN401 - any JSON value
    """Return a computed value as JSON (計算結果)."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
