"""What a clerk types of districts (区の役職と組の入力)."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from tsunagaru.ground.ui.boxes import Line
from tsunagaru.ground.ui.phrases import Text
from tsunagaru.services.community.rules.duties import DUTY_NAMES, Duty

DAYS = ["%Y-%m-%d", "%Y/%m/%d"]
INVALID = {"invalid": "日付は 2026-04-01 のように入力してください。"}


class PersonForm(forms.Form):
    """By which a resident is looked for (住民を探す)."""

    kana = Line(label="フリガナ", needed="フリガナを入力してください。")
    birth_on = forms.DateField(
        label="生年月日",
        input_formats=DAYS,
        help_text="例：1960-04-01",
        error_messages=INVALID | {"required": "生年月日を入力してください。"},
    )


class TermForm(PersonForm):
    """Who takes which office (役職)."""

    duty = forms.ChoiceField(label="役職", choices=list(DUTY_NAMES.items()))
    group = forms.ChoiceField(label="組", required=False, help_text="組長のときだけ選びます。")
    from_on = forms.DateField(
        label="就任日",
        input_formats=DAYS,
        error_messages=INVALID | {"required": "就任日を入力してください。"},
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - POST
        *,
        groups: Sequence[tuple[str, str]],
        day: date,
    ) -> None:
        super().__init__(data, initial={"from_on": day})
        self.fields["group"].choices = [("", "―"), *groups]  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        """A group's head has a group, and nobody else."""
        data = super().clean() or {}
        if (data.get("duty") == Duty.GROUP) != bool(data.get("group")):
            self.add_error("group", "組長には組を選び、区長・副区長では選ばないでください。")
        return data


class GroupForm(PersonForm):
    """Into which group a household goes (世帯の組)."""

    group = forms.ChoiceField(label="組")

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - POST
        *,
        groups: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__(data, prefix="home")
        self.fields["group"].choices = list(groups)  # type: ignore[attr-defined]  # a choice field


class SuccessorForm(forms.Form):
    """Who leads the district next year (次の区長)."""

    successor = forms.TypedChoiceField(label="次の区長", coerce=UUID)

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - POST
        *,
        people: Sequence[tuple[UUID, Text]],
    ) -> None:
        super().__init__(data)
        named = [(str(id_), name) for id_, name in people]
        self.fields["successor"].choices = named  # type: ignore[attr-defined]  # a choice field


class AwayForm(forms.Form):
    """Until when an officer is absent (不在); empty for back."""

    until = forms.DateField(
        label="いつまで不在か",
        required=False,
        input_formats=DAYS,
        help_text="例：2026-04-01。空けて押すと、不在が終わります。",
        error_messages=INVALID,
    )
