"""What a household answers (会員アンケートの答えの入力)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from tsunagaru.ground.ui.boxes import Line, Sentence
from tsunagaru.ground.ui.phrases import Trilingual
from tsunagaru.services.community.models import PaperHome, Survey
from tsunagaru.services.community.rules.surveys import (
    MOST_NUMBER,
    MOST_WORDS,
    WAY_NAMES,
    Kind,
    Question,
    Value,
    Values,
    Way,
)
from tsunagaru.services.community.services.survey_answers import Told
from tsunagaru.services.community.services.survey_matching import ANOTHER

NONE = "1つ以上の質問に答えてください。"
SKIP = ("", "答えない")
OTHER_HOME = "別の世帯"
CHOOSE = dict.fromkeys(("invalid_choice", "invalid_list"), "選択肢から選んでください。")
NUMBER = dict.fromkeys(
    ("invalid", "min_value", "max_value"), "数は、0から999999までの数字で入力してください。"
)


class AnswerForm(forms.Form):
    """The questions of a survey with their boxes (答え); any of them may stay empty."""

    def __init__(self, data: Any = None, *, row: Survey, values: Values | None = None) -> None:  # noqa: ANN401 - POST
        self._asks = row.asks
        super().__init__(data, initial=_shown(self._asks, values or {}))
        for n, one in enumerate(self._asks, start=1):
            self.fields[f"q{n}"] = _box(n, one)

    def clean(self) -> dict[str, Any]:
        """Something is answered."""
        data = super().clean() or {}
        if not self.errors and not self.values():
            self.add_error(None, NONE)
        return data

    def values(self) -> Values:
        """Return what was answered."""
        found = {}
        for n, one in enumerate(self._asks, start=1):
            value = _read(one, self.cleaned_data.get(f"q{n}"))
            if value is not None:
                found[str(n)] = value
        return found


class EnterAnswerForm(AnswerForm):
    """What a household answered on paper or by telephone (紙・電話の回答).

    Args:
        alike: households spelled otherwise, about which the head is asked.
    """

    name = Line(
        label="世帯の代表の氏名",
        max_length=60,
        needed="世帯の代表の氏名を入力してください。",
    )
    place = Line(
        label="家のある場所（字と番地）",
        max_length=120,
        needed="家のある場所を入力してください。",
        help_text="例：菅沼1234-5",
    )
    way = forms.ChoiceField(
        label="回答の方法",
        choices=[(one.value, name) for one, name in WAY_NAMES.items() if one is not Way.ONLINE],
        initial=Way.PAPER,
        error_messages={"required": "回答の方法を選んでください。"},
    )

    same = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - POST
        *,
        row: Survey,
        home: PaperHome | None = None,
        alike: Sequence[tuple[UUID, str]] = (),
    ) -> None:
        super().__init__(data, row=row)
        if alike:
            self.fields["same"] = _same(alike)
            self.order_fields(["same", "name", "place", "way"])
        if home is not None:
            self.initial.update(name=home.name, place=home.place)

    def told(self) -> Told:
        """Return which household it is."""
        data = self.cleaned_data
        return Told(
            name=data["name"], place=data["place"], way=Way(data["way"]), same=data.get("same")
        )


def _same(alike: Sequence[tuple[UUID, str]]) -> forms.Field:
    """Return the question which of these households it is, if any (同じ世帯か)."""
    said = [(str(id_), Trilingual.as_written(label)) for id_, label in alike]
    return forms.ChoiceField(
        label="同じ世帯ですか",
        choices=[*said, (str(ANOTHER), OTHER_HOME)],
        widget=forms.RadioSelect,
        help_text="同じ世帯なら、二重に数えません。判断は、記名のアンケートではあとから取り消せます。",
        error_messages={
            "required": "字のちがう世帯があります。同じ世帯か、別の世帯かを選んでください。"
        },
    )


def _box(n: int, one: Question) -> forms.Field:
    label = f"{n}　{one.text}"
    said = [Trilingual.as_written(text) for text in one.choices]  # no phrase of ours
    choices = [(str(place), text) for place, text in enumerate(said)]
    if one.kind is Kind.ONE:
        return forms.ChoiceField(
            label=label,
            choices=[*choices, SKIP],
            required=False,
            widget=forms.RadioSelect,
            error_messages=CHOOSE,
        )
    if one.kind is Kind.SEVERAL:
        return forms.MultipleChoiceField(
            label=label,
            choices=choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text="いくつでも選べます。",
            error_messages=CHOOSE,
        )
    if one.kind is Kind.NUMBER:
        return forms.IntegerField(
            label=label,
            required=False,
            min_value=0,
            max_value=MOST_NUMBER,
            error_messages=NUMBER,
        )
    return Sentence(
        label=label,
        max_length=MOST_WORDS,
        required=False,
        error_messages={"max_length": "1000字以内で入力してください。"},
    )


def _read(one: Question, value: object) -> Value | None:
    if value in (None, "", []):
        return None
    if isinstance(value, list):
        return sorted({int(place) for place in value})
    if one.kind is Kind.ONE:
        return [int(str(value))]
    return value if isinstance(value, int) else str(value)


def _shown(asks: Sequence[Question], values: Values) -> dict[str, Any]:
    """Return what the boxes show of answers given before."""
    shown: dict[str, Any] = {}
    for n, one in enumerate(asks, start=1):
        value = values.get(str(n))
        if isinstance(value, list):
            places = [str(place) for place in value]
            shown[f"q{n}"] = places[0] if one.kind is Kind.ONE else places
        elif value is not None:
            shown[f"q{n}"] = value
    return shown
