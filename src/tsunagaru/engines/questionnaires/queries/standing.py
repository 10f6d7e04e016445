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
    NoticeField,
    NumberField,
    Page,
    PersonField,
    Question,
    Questionnaire,
)
from tsunagaru.engines.questionnaires.definitions.conditions import tree_of
from tsunagaru.kernel.expressions import MONEY, evaluate, holds
from tsunagaru.kernel.expressions.evaluating import evaluate_yen


class Standing:
    """A form judged with the answers given so far (記入の状況).

    Args:
        form: the form.
        answers: typed JSON values by field; anything else in them is ignored.
        today: the day for ``today``.
    """

    def __init__(self, form: Questionnaire, answers: Mapping[str, Any], today: date) -> None:
        self.form = form
        self.today = today
        self.visible: dict[str, bool] = {}
        self.pages: dict[str, bool] = {}
        self.answers: dict[str, Any] = {}
        self.values: dict[str, object] = {}
        for page, field in form.order:
            self._judge(page, field, answers)

    def _judge(self, page: Page, field: Field, answers: Mapping[str, Any]) -> None:
        if page.code not in self.pages:
            self.pages[page.code] = self.holds(page.when)
        visible = self.pages[page.code] and self.holds(field.when)
        self.visible[field.code] = visible
        if not visible or isinstance(field, NoticeField):
            return
        if isinstance(field, ComputedField):
            value = self.compute(field)
            answer = as_json(value)
        else:
            answer = answers.get(field.code)
            value = as_value(field, answer)
        if answer is not None:
            self.answers[field.code] = answer
            self.values[field.code] = value

    def holds(self, condition: str) -> bool:
        """Tell whether a condition is met (条件の成立); an empty one always is."""
        return not condition or holds(tree_of(condition), self.values, today=self.today)

    def compute(self, field: ComputedField) -> object:
        """Return the value of a computed field (計算項目の値)."""
        tree = tree_of(field.compute)
        if self.form.types.get(field.code) == MONEY:
            return evaluate_yen(tree, self.values, today=self.today)
        return evaluate(tree, self.values, today=self.today)

    def needs(self, field: Question) -> bool:
        """Tell whether a question must be answered (必須かどうか)."""
        if isinstance(field.required, str):
            return self.holds(field.required)
        return field.required


def as_value(field: Question, answer: Any) -> object:  # noqa: ANN401 - any JSON value
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


_CONVERSIONS: Mapping[type, Callable[[Any], object]] = {
    DateField: date.fromisoformat,
    NumberField: lambda answer: Decimal(repr(answer)) if isinstance(answer, float) else answer,
    PersonField: _person_as_value,
    AddressField: dict,
    FileField: tuple,
}


def as_json(value: object) -> Any:  # noqa: ANN401 - any JSON value
    """Return a computed value as JSON (計算結果)."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
