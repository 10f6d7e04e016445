"""What is typed about members of staff (職員)."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from tsunagaru.ground.people.models.staff import ROLE_NAMES, Why
from tsunagaru.ground.ui.boxes import Line
from tsunagaru.ground.ui.persons import Day, Kana


class PeriodForm(forms.Form):
    """A first and a last day (期間)."""

    from_on = Day(label="開始日", help_text="例：令和8年4月1日、2026-04-01")
    to_on = Day(label="終了日", required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first."""
        found = super().clean() or {}
        first, last = found.get("from_on"), found.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", "終了日は、開始日以後にしてください。")
        return found


class GrantForm(PeriodForm):
    """A role for a member of staff (役割の付与)."""

    staff = forms.ChoiceField(label="職員")
    role = forms.ChoiceField(label="役割", choices=[(r.value, n) for r, n in ROLE_NAMES.items()])
    field_order = ("staff", "role", "from_on", "to_on")


class AbsenceForm(PeriodForm):
    """Days on which somebody is away (不在)."""

    staff = forms.ChoiceField(label="職員")
    why = forms.ChoiceField(label="理由", choices=Why.choices)
    field_order = ("staff", "from_on", "to_on", "why")

    @staticmethod
    def overlap(first: date, last: date) -> str:
        """Return what is said of days that are entered already, naming what stands (重なり)."""
        days = _in_words(first) if first == last else f"{_in_words(first)}から{_in_words(last)}まで"
        return (
            f"この職員の不在は、{days}が登録されています。"
            "重ならない日を入力するか、登録されている不在を取り消してから入力してください。"
        )


def _in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


class NewcomerForm(forms.Form):
    """Somebody who begins to work for the town (職員の登録)."""

    name = Line(label="氏名")
    kana = Kana(label="フリガナ", required=False)
    login = forms.RegexField(
        r"^[a-z][a-z0-9._-]{1,39}$",
        label="利用者名",
        help_text="サインインに使います。英小文字で始め、英小文字と数字で入力してください。",
        error_messages={
            "required": "利用者名を入力してください。",
            "invalid": "利用者名は、英小文字で始め、英小文字と数字で入力してください。",
        },
    )
    section = forms.ChoiceField(label="課")
    title = Line(label="職", required=False, help_text="例：主事")

    def __init__(self, *args: Any, sections: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401 - Form's
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = sections  # type: ignore[attr-defined]  # a ChoiceField


DEPUTIES = 5


class DeputiesForm(forms.Form):
    """Who stands in for a section's head, first to last (代理順位); empty places close up."""

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401 - Form's
        super().__init__(*args, **kwargs)
        for place in range(1, DEPUTIES + 1):
            self.fields[f"place{place}"] = forms.ChoiceField(
                label=f"第{place}順位", required=False, choices=[("", "なし"), *people]
            )

    def clean(self) -> dict[str, Any]:
        """Refuse somebody who stands in two places."""
        found = super().clean() or {}
        chosen: set[str] = set()
        for name, value in list(found.items()):
            if value and value in chosen:
                self.add_error(name, "同じ職員が、二つの順位に選ばれています。")
            chosen.add(value)
        return found

    def order(self) -> list[UUID]:
        """Return who was chosen, in order."""
        return [UUID(value) for value in self.cleaned_data.values() if value]
