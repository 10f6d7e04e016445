"""What people type about being safe (安否の入力)."""

from typing import Any
from uuid import uuid4

from django import forms

from tsunagaru.ground.places import api as places
from tsunagaru.ground.ui.boxes import Line, Sentence
from tsunagaru.services.emergency.rules.safety import SAFETY_NAMES, Safety, Way
from tsunagaru.services.emergency.services.answers import Said
from tsunagaru.services.emergency.services.rounds import Opening

MOST_PEOPLE = 99
CHOOSE = [("", "選んでください")]


def district_choices() -> list[tuple[str, str]]:
    """Return the districts by code and name (区の選択肢)."""
    return [(one.code, one.name) for one in places.districts()]


class AnswerForm(forms.Form):
    """How somebody is (安否の返事); one tap is enough, the rest is for who wants to say more."""

    state = forms.ChoiceField(
        choices=list(SAFETY_NAMES.items()),
        error_messages={"required": "どれか1つのボタンを押してください。"},
    )
    people = forms.IntegerField(
        label="いっしょにいる人の数（あなたも入れて）",
        required=False,
        min_value=1,
        max_value=MOST_PEOPLE,
        error_messages={
            "invalid": "人数を数字で入力してください。",
            "min_value": "1から99までで入力してください。",
            "max_value": "1から99までで入力してください。",
        },
    )
    place = Line(label="今いる場所", required=False, max_length=200)
    note = Sentence(label="ひとこと", required=False, max_length=300)

    def add_prefix(self, field_name: str) -> str:
        """Let several stand on a page; the buttons are told apart by their form."""
        return field_name if field_name == "state" else super().add_prefix(field_name)

    def said(self, way: Way, **more: Any) -> Said:  # noqa: ANN401 - of what was said
        """Return the answer."""
        data = self.cleaned_data
        return Said(
            state=Safety(data["state"]),
            way=way,
            people=str(data["people"] or ""),
            place=data["place"],
            note=data["note"],
            **more,
        )


class EnteredForm(AnswerForm):
    """An answer entered for somebody else (代わりの入力)."""

    state = forms.ChoiceField(
        label="安否",
        choices=list(SAFETY_NAMES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "安否を選んでください。"},
    )


class NeighbourForm(EnteredForm):
    """A neighbour's answer, entered by the head of the district (近所の方の返事)."""

    name = Line(label="氏名", needed="氏名を入力してください。", max_length=60)
    field_order = ["name", "state"]


class StaffEntryForm(NeighbourForm):
    """An answer heard on the telephone, of somebody not known as a resident (電話の返事)."""

    district = forms.ChoiceField(label="区", error_messages={"required": "区を選んでください。"})
    way = forms.ChoiceField(
        label="聞いた方法",
        choices=[(Way.PHONE.value, "電話"), (Way.COUNTER.value, "対面")],
        widget=forms.RadioSelect,
        initial=Way.PHONE.value,
    )
    field_order = ["way", "name", "district", "state"]

    def __init__(self, data: Any = None, *, known: bool = False) -> None:  # noqa: ANN401 - POST
        super().__init__(data)
        self.fields["district"].choices = [*CHOOSE, *district_choices()]  # type: ignore[attr-defined]  # a choice field
        if known:
            del self.fields["district"], self.fields["name"]


class OpenForm(forms.Form):
    """Asking whether everybody is safe (安否確認を始める)."""

    title = Line(label="名前", max_length=60, needed="名前を入力してください。", initial="安否確認")
    drill = forms.ChoiceField(
        label="訓練ですか",
        choices=[("no", "本番"), ("yes", "訓練")],
        widget=forms.RadioSelect,
        error_messages={"required": "本番か訓練かを選んでください。"},
        help_text="あとから変えられません。訓練では、すべての文とページに「訓練」と出ます。",
    )
    districts = forms.MultipleChoiceField(
        label="対象の区",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="選ばなければ、町内全域です。区を登録していない方には、いつも届きます。",
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, **initial: Any) -> None:  # noqa: ANN401 - POST
        super().__init__(data, initial={"key": uuid4(), "title": "安否確認", **initial})
        self.fields["districts"].choices = district_choices()  # type: ignore[attr-defined]  # a choice field

    def opening(self, **more: Any) -> Opening:  # noqa: ANN401 - of the opening
        """Return what is to be asked."""
        data = self.cleaned_data
        return Opening(
            title=data["title"],
            drill=data["drill"] == "yes",
            districts=tuple(data["districts"]),
            key=data["key"] or uuid4(),
            **more,
        )
