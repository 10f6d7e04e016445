"""What the head types of a meeting (会議の記録の入力)."""

from datetime import date, timedelta
from typing import Any

from django import forms

from tsunagaru.ground.ui.boxes import Line, Sentence
from tsunagaru.services.community.forms.districts import DAYS
from tsunagaru.services.community.models import Minutes, MinutesEdition
from tsunagaru.services.community.services.minutes import Record

BACK = timedelta(days=800)


class MinutesForm(forms.Form):
    """The minutes of a meeting (会議の記録)."""

    title = Line(label="会議の名前", max_length=80, needed="会議の名前を入力してください。")
    held_on = forms.DateField(
        label="会議の日",
        input_formats=DAYS,
        help_text="例：2026-04-01",
        error_messages={
            "required": "会議の日を入力してください。",
            "invalid": "日付は 2026-04-01 のように入力してください。",
        },
    )
    place = Line(label="場所", max_length=100, needed="場所を入力してください。")
    present = Sentence(label="出席した人", max_length=2000)
    decisions = Sentence(
        label="決まったこと", max_length=6000, help_text="1行に1つずつ書いてください。"
    )

    def __init__(self, data: Any = None, *, day: date, row: Minutes | None = None) -> None:  # noqa: ANN401 - POST
        super().__init__(data, initial=_shown(row.words) if row else None)
        self._day = day

    def clean_held_on(self) -> date:
        """Refuse a meeting that has not been, or is long over."""
        held_on: date = self.cleaned_data["held_on"]
        if not self._day - BACK <= held_on <= self._day:
            raise forms.ValidationError("会議の日は、今日か、それより前の日にしてください。")
        return held_on

    def record(self) -> Record:
        """Return what was written."""
        return Record(**{name: self.cleaned_data[name] for name in Record.__dataclass_fields__})


def _shown(words: MinutesEdition) -> dict[str, Any]:
    """Return what the boxes show of minutes, opened one by one: they are sealed."""
    return {name: getattr(words, name) for name in Record.__dataclass_fields__}


class MinutesCorrectionForm(MinutesForm):
    """Minutes put right after they were published (会議の記録の訂正)."""

    note = Line(
        label="訂正の内容",
        max_length=300,
        needed="何を訂正したかを入力してください。",
        help_text="区の世帯が読むページに書かれます。前の版も残ります。",
    )
    field_order = ("note",)
