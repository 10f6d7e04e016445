"""What is typed about the register (台帳の入力)."""

from datetime import date
from typing import Any

from django import forms

from tsunagaru.ground.ui.boxes import Line, Sentence
from tsunagaru.kernel.calendar import CannotReadDate, parse_date
from tsunagaru.services.procedures import queries
from tsunagaru.services.procedures.queries.sheet import CHOICES, COLUMNS, LISTS
from tsunagaru.services.procedures.rules.seals import VERDICT_NAMES, Verdict
from tsunagaru.services.procedures.services.register import SHARED

LONG = frozenset({"who", "fee_note"})
HINTS = {
    "code": "半角の英小文字・数字・ハイフン。あとから変えられません。",
    "article": "例：第22条第1項。確かめられないときは空欄にします。",
    "volume": "1年間の件数",
    "fee_yen": "無料は0、場合によるときは空欄",
    "standard_days": "開庁日の日数",
    "form": "オンラインの様式がある場合は、その符号",
    "life_events": "場面の符号を空白で区切ります。",
}


class UploadForm(forms.Form):
    """A register from a spreadsheet (台帳のファイル)."""

    table = forms.FileField(
        label="台帳のファイル",
        help_text="CSV（UTF-8またはShift_JIS）か、Excelのブック（.xlsx）。2MBまで。",
        error_messages={"required": "ファイルを選んでください。"},
    )


class ResolutionForm(forms.Form):
    """What is decided about seals (見直しの決定)."""

    verdict = forms.ChoiceField(
        label="決定",
        choices=[(one.value, VERDICT_NAMES[one]) for one in Verdict],
        widget=forms.RadioSelect,
        error_messages={"required": "決定を選んでください。"},
    )
    reason = Sentence(
        label="理由",
        max_length=500,
        help_text="町民に公表します。個人の名前などは書かないでください。",
    )
    decided_on = forms.CharField(
        label="決定日",
        max_length=40,
        help_text="例：令和8年4月1日、2026-04-01",
        error_messages={"required": "決定日を入力してください。"},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:  # noqa: ANN401 - Form's
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_decided_on(self) -> date:
        """Read the date; nothing is decided in advance."""
        try:
            day = parse_date(str(self.cleaned_data["decided_on"]))
        except CannotReadDate:
            ja = "日付を確かめてください（例：令和8年4月1日）。"
            raise forms.ValidationError(ja) from None
        if day > self.today:
            raise forms.ValidationError("決定日は、今日までの日を入力してください。")
        return day


class EntryForm(forms.Form):
    """One procedure of the register (台帳の1件).

    Args:
        has_form: what its form says is left out, and so is the seal of a known procedure.
        new: a new procedure has a code and a seal to be entered.
    """

    def __init__(self, *args: Any, has_form: bool, new: bool, **kwargs: Any) -> None:  # noqa: ANN401 - Form's
        super().__init__(*args, **kwargs)
        for column, label in COLUMNS.items():
            hidden = has_form and column in SHARED
            by_review = not new and column in {"code", "seal", "seal_basis"}
            if not hidden and not by_review:
                self.fields[column] = _box(column, label)

    def texts(self) -> dict[str, str]:
        """Return what was typed, lists joined, as the town folder's CSV writes it."""
        return {
            name: " ".join(value) if isinstance(value, list) else str(value)
            for name, value in self.cleaned_data.items()
        }


def _box(column: str, label: str) -> forms.Field:
    common: dict[str, Any] = {
        "label": label,
        "required": column in {"code", "name", "section", "kind", "seal", "channels"},
        "help_text": HINTS.get(column, ""),
        "error_messages": {"required": f"{label}を入力してください。"},
    }
    if column == "section":
        choices = list(queries.section_names().items())
        return forms.ChoiceField(choices=choices, **common | {"label": "所管課"})
    if column in LISTS:
        derived = {"national", "registered"} if column == "seal_needs" else set()
        several = [pair for pair in LISTS[column].items() if pair[0] not in derived]
        ticks = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=several, widget=ticks, **common)
    if column in CHOICES:
        one_of = [(code, name or "（なし）") for code, name in CHOICES[column].items()]
        return forms.ChoiceField(choices=one_of, **common)
    written = Sentence if column in LONG else Line
    return written(max_length=1000, **common)
