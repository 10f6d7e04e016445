"""Forms of shelters (避難所の入力)."""

from typing import Any
from uuid import uuid4

from django import forms

from tsunagaru.ground.ui.boxes import Line, Sentence
from tsunagaru.services.shelters.models import Evacuee
from tsunagaru.services.shelters.rules import payloads
from tsunagaru.services.shelters.rules.payloads import LONGEST_NOTE, MOST_PETS, NEEDS, Payload
from tsunagaru.services.shelters.rules.states import How, Kind

NAMELESS = "氏か名を入力してください。"
DRILL = "訓練は、町民のページには表示されません。"


class OpenForm(forms.Form):
    """Opening a shelter (開設)."""

    drill = forms.BooleanField(label="訓練として開く", required=False, help_text=DRILL)


class TabletForm(forms.Form):
    """The name of a tablet (端末の名前)."""

    name = Line(label="端末の名前", max_length=40, help_text="置く場所など。例：玄関1")
    lists = forms.BooleanField(
        label="受け持つ区の方の名簿を入れる",
        required=False,
        help_text="電波がなくても、フリガナで探して受け付けられます。氏名・フリガナ・生まれた年・区だけが入り、"
        "紙に控えた鍵でだけ開きます。閉鎖するか端末を止めると消えます。訓練では入りません。",
    )


class PersonForm(forms.Form):
    """Who somebody is and what they need (避難者)."""

    family = Line(label="氏", required=False)
    given = Line(label="名", required=False)
    kana_family = Line(label="氏（フリガナ）", required=False)
    kana_given = Line(label="名（フリガナ）", required=False)
    birth_on = forms.DateField(
        label="生年月日",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "日付を、例のように入力してください：1980-04-01"},
        help_text="フリガナと生年月日があると、同じ人の記録が自動でまとまります。",
    )
    phone = Line(label="電話番号", required=False)
    address = Line(label="住所", required=False)
    needs = forms.MultipleChoiceField(
        label="配慮が要ること",
        required=False,
        choices=list(NEEDS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    note = Sentence(label="くわしく", required=False, max_length=LONGEST_NOTE)
    pets = forms.IntegerField(label="ペットの数", required=False, min_value=0, max_value=MOST_PETS)
    findable = forms.BooleanField(label="家族の照会に「いる」と答えてよい", required=False)
    hidden = forms.BooleanField(label="ここにいることを、だれにも知らせない", required=False)

    def clean(self) -> dict[str, Any]:
        """Somebody has a name, if only 「不明」."""
        data = super().clean() or {}
        if not (data.get("family") or data.get("given")) and not self.nameless:
            self.add_error("family", NAMELESS)
        return data

    nameless = False

    def told(self, *, at: Any, how: How = How.HAND) -> Payload:  # noqa: ANN401 - a datetime
        """Return it as rules take it."""
        data = self.cleaned_data
        born = data.get("birth_on")
        return Payload(
            kind=Kind.ARRIVE,
            told_at=at,
            how=how,
            person={name: data[name] for name in payloads.PERSON if data.get(name)},
            birth_on=born,
            family=data.get("with_family"),
            needs=tuple(data["needs"]),
            note=data["note"],
            pets=data["pets"] or 0,
            hidden=data["hidden"],
            findable=data["findable"],
            code=data.get("code", ""),
        )


class ArriveForm(PersonForm):
    """An arrival at the desk (受付)."""

    code = Line(
        label="受付コード",
        required=False,
        max_length=60,
        help_text="QRコードを読み取るか、下の文字を入れます。あれば、氏名は要りません。",
    )
    with_family = forms.UUIDField(widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ["code"]

    def __init__(self, data: Any = None, *, nameless: bool = False, **initial: Any) -> None:  # noqa: ANN401 - POST
        super().__init__(data, initial={"key": uuid4()} | initial)
        self.nameless = nameless or bool(data and data.get("code", "").strip())
        if nameless:
            for name in ("code", *payloads.PERSON, "birth_on"):
                del self.fields[name]


def as_known(row: Evacuee) -> dict[str, Any]:
    """Return what the form of a correction shows at first."""
    return {**row.details, **row.care, "hidden": row.hidden, "findable": row.findable}
