"""What is typed at the headquarters (災害対策本部の入力)."""

from datetime import datetime, timedelta
from typing import Any

from django import forms

from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.boxes import Line, Sentence
from tsunagaru.services.emergency.forms.safety import CHOOSE
from tsunagaru.services.emergency.queries.headquarters import headquarters_setup
from tsunagaru.services.emergency.rules.headquarters import ENTRY_NAMES, WRITTEN, EntryKind
from tsunagaru.services.emergency.services.headquarters import Note

WITHIN = [(1, "1時間後"), (3, "3時間後"), (6, "6時間後"), (12, "12時間後"), (24, "24時間後")]
AGO = [(0, "今"), (5, "5分前"), (10, "10分前"), (30, "30分前"), (60, "1時間前"), (180, "3時間前")]


class StageForm(forms.Form):
    """The stage of the headquarters (体制)."""

    stage = forms.ChoiceField(label="体制", error_messages={"required": "体制を選んでください。"})

    def __init__(self, data: Any = None) -> None:  # noqa: ANN401 - POST
        super().__init__(data)
        setup = headquarters_setup()
        named = [(one.code, one.name) for one in setup.stages] if setup else []
        self.fields["stage"].choices = [*CHOOSE, *named]  # type: ignore[attr-defined]  # a choice field


class OpenHeadquartersForm(StageForm):
    """Opening the headquarters (本部の設置)."""

    title = Line(label="名前", max_length=60, needed="名前を入力してください。")
    drill = forms.ChoiceField(
        label="訓練ですか",
        choices=[("no", "本番"), ("yes", "訓練")],
        widget=forms.RadioSelect,
        error_messages={"required": "本番か訓練かを選んでください。"},
    )
    field_order = ["title", "drill", "stage"]


class NoteForm(forms.Form):
    """An entry of the chronology (クロノロジーの記録)."""

    kind = forms.ChoiceField(
        label="種類",
        choices=[(one.value, ENTRY_NAMES[one]) for one in WRITTEN],
        widget=forms.RadioSelect,
        error_messages={"required": "種類を選んでください。"},
    )
    ago = forms.TypedChoiceField(label="起きた時刻", coerce=int, choices=AGO, initial=0)
    text = Sentence(label="内容", max_length=500)
    corrects = forms.IntegerField(
        label="訂正する記録の番号",
        required=False,
        min_value=1,
        max_value=99_999,
        help_text="前の記録は消えません。訂正の記録が、新しく加わります。",
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), "記録の番号を数字で入力してください。"
        ),
    )

    def note(self, at: datetime) -> Note:
        """Return what is to be written."""
        data = self.cleaned_data
        return Note(
            kind=EntryKind(data["kind"]),
            text=data["text"],
            happened_at=at - timedelta(minutes=data["ago"]),
            corrects=data["corrects"] or 0,
        )


class TaskForm(forms.Form):
    """Something to be done by a section (タスク)."""

    title = Line(label="すること", max_length=120, needed="することを入力してください。")
    section = forms.ChoiceField(
        label="担当の課", error_messages={"required": "課を選んでください。"}
    )
    hours = forms.TypedChoiceField(label="期限", coerce=int, choices=WITHIN, initial=3)

    def __init__(self, data: Any = None) -> None:  # noqa: ANN401 - POST
        super().__init__(data)
        named = [(one.code, one.name) for one in people.sections()]
        self.fields["section"].choices = [*CHOOSE, *named]  # type: ignore[attr-defined]  # a choice field
