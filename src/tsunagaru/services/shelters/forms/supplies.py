"""Forms of supplies and reports (物資と定時報告の入力)."""

from typing import Any
from uuid import uuid4

from django import forms

from tsunagaru.ground.ui.boxes import Line, Sentence
from tsunagaru.services.shelters.queries.sites import setup
from tsunagaru.services.shelters.rules.supplies import MOST, MOVE_NAMES, MoveKind
from tsunagaru.services.shelters.services.supplies import Moving, Wanted

MOST_PEOPLE = 20_000


class _ItemForm(forms.Form):
    item = forms.ChoiceField(label="物資", error_messages={"required": "物資を選んでください。"})
    quantity = forms.IntegerField(
        label="数",
        min_value=0,
        max_value=MOST,
        error_messages={"required": "数を入力してください。"},
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None) -> None:  # noqa: ANN401 - POST
        super().__init__(data, initial={"key": uuid4()})
        known = setup()
        named = [
            (one.code, f"{one.name}（{one.unit}）") for one in (known.supplies if known else ())
        ]
        self.fields["item"].choices = [("", "選んでください"), *named]  # type: ignore[attr-defined]  # a choice field


class MoveForm(_ItemForm):
    """What came, went, or was counted (入出庫)."""

    kind = forms.ChoiceField(
        label="種類",
        choices=list(MOVE_NAMES.items()),
        widget=forms.RadioSelect,
        initial=MoveKind.IN,
    )
    reason = Line(
        label="理由",
        required=False,
        max_length=200,
        help_text="数え直しのときは、必ず書きます。例：破損していた",
    )
    field_order = ["kind", "item", "quantity", "reason"]

    def moving(self) -> Moving:
        """Return it as services take it."""
        data = self.cleaned_data
        return Moving(
            data["item"], MoveKind(data["kind"]), data["quantity"], data["key"], data["reason"]
        )


class RequestForm(_ItemForm):
    """What is asked of headquarters (要請)."""

    note = Line(label="事情", required=False, max_length=200)
    field_order = ["item", "quantity", "note"]
    prefix = "ask"

    def wanted(self) -> Wanted:
        """Return it as services take it."""
        data = self.cleaned_data
        return Wanted(data["item"], data["quantity"], data["key"], data["note"])


class AnswerForm(forms.Form):
    """A word of headquarters (本部からの一言)."""

    answer = Line(label="一言", required=False, max_length=200)


class ReportForm(forms.Form):
    """A report at a set time (定時報告)."""

    counted = forms.IntegerField(
        label="目で数えた人数",
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        help_text="受付の人数と合わないときは、受付のもれや退所のもれがないか確かめます。",
    )
    note = Sentence(
        label="ようす",
        required=False,
        max_length=400,
        help_text="体調の悪い方、困っていること、必要なものなど。名前は書かないでください。",
    )
