"""What is typed about acting for another person (代理の入力)."""

from datetime import date
from typing import Any

from django import forms

from tsunagaru.ground.people.models.mandates import DOCUMENTS, GROUNDS
from tsunagaru.ground.people.rules.mandates import Ground, MandateTerms
from tsunagaru.ground.people.services.mandates import SIDES
from tsunagaru.ground.ui.boxes import Line
from tsunagaru.ground.ui.persons import Day

SIDE_NAMES = {
    "principal": "わたしの手続きを、ほかの人に頼みたい",
    "proxy": "ほかの人の手続きを、わたしがしたい",
}


class TermsForm(forms.Form):
    """For what and until when (委任の範囲)."""

    procedure = forms.ChoiceField(label="手続き", required=False)
    to_on = Day(
        label="いつまで", help_text="例：令和9年3月31日、2027-03-31。5年以内にしてください。"
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Form's
        day: date,
        procedures: list[tuple[str, str]],
        every: str,
        **kwargs: Any,  # noqa: ANN401 - Form's
    ) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        self.fields["procedure"].choices = [("", every), *procedures]  # type: ignore[attr-defined]  # a ChoiceField

    def terms(self) -> MandateTerms:
        """Return what was chosen, from today on."""
        chosen = self.cleaned_data["procedure"]
        return MandateTerms(self.day, self.cleaned_data["to_on"], (chosen,) if chosen else ())


class AskForm(TermsForm):
    """What a resident asks for (代理の申出)."""

    side = forms.ChoiceField(
        label="何をしたいですか",
        choices=[(side, SIDE_NAMES[side]) for side in SIDES],
        widget=forms.RadioSelect,
        error_messages={"required": "選んでください。"},
    )
    field_order = ("side", "procedure", "to_on")


class CodeForm(forms.Form):
    """The code that the other side was handed (確認コード)."""

    code = Line(label="確認コード", max_length=20, help_text="例：ABCD-EFGH-2345")


class CounterMandateForm(TermsForm):
    """What a clerk records at the counter (窓口での代理の登録)."""

    ground = forms.ChoiceField(label="根拠", choices=[(g.value, n) for g, n in GROUNDS.items()])
    document = forms.ChoiceField(label="確認した書類", choices=list(DOCUMENTS.items()))
    field_order = ("ground", "document", "procedure", "to_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Form's
        super().__init__(*args, **kwargs)
        self.fields["to_on"].required = False
        self.fields["to_on"].help_text = "代理人のときは必要です。保護者は、成年になる日までです。"

    def clean(self) -> dict[str, Any]:
        """Refuse a mandate without a last day."""
        found = super().clean() or {}
        if found.get("ground") == Ground.MANDATE and "to_on" in found and not found["to_on"]:
            self.add_error("to_on", "代理人のときは、いつまでかを入力してください。")
        return found
