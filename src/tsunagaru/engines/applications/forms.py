"""Forms of applications (入力)."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from tsunagaru.ground.ui.numbers import refuse_number
from tsunagaru.kernel.calendar import CannotReadDate, parse_date


class CounterForm(forms.Form):
    """How a resident is found at the counter: name and birth date, or telephone (住民検索)."""

    kana = forms.CharField(label="氏名のフリガナ", required=False, max_length=80)
    birth_on = forms.CharField(
        label="生年月日", required=False, max_length=40, help_text="例：昭和25年4月1日、1950-04-01"
    )
    phone = forms.CharField(label="電話番号", required=False, max_length=40)

    def clean_birth_on(self) -> date | None:
        """Read the date in an era or in Western years."""
        typed = str(self.cleaned_data.get("birth_on") or "").strip()
        if not typed:
            return None
        try:
            return parse_date(typed)
        except CannotReadDate as error:
            raise forms.ValidationError(
                "生年月日は「昭和25年4月1日」のように入力してください。"
            ) from error

    def clean(self) -> dict[str, Any]:
        """Name and birth date are needed together: a name alone finds strangers."""
        data = super().clean() or {}
        if data.get("kana") and not data.get("birth_on") and "birth_on" not in self.errors:
            self.add_error("birth_on", "フリガナで探すときは、生年月日も入力してください。")
        return data

    @property
    def has_criteria(self) -> bool:
        """Tell whether anything was asked for."""
        return bool(self.cleaned_data.get("phone") or self.cleaned_data.get("kana"))

    def criteria(self) -> dict[str, Any]:
        """Return what to look for, as people's search takes it."""
        return {name: self.cleaned_data[name] for name in ("kana", "birth_on", "phone")}


class SignatureForm(forms.Form):
    """A signature on the screen (署名): drawn, or a name typed where nothing can be drawn."""

    name = forms.CharField(
        label="お名前", required=False, max_length=80, validators=[refuse_number]
    )
    strokes = forms.CharField(
        required=False,
        max_length=60_000,
        widget=forms.HiddenInput,
        # Places on a screen have four digits at most: nothing else can be drawn into them.
        validators=[RegexValidator(r"[0-9]{5}", inverse_match=True)],
    )
