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


class _Yen(forms.IntegerField):
    """An amount in yen (金額)."""

    def __init__(self, *, label: str, help_text: str = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            min_value=0,
            max_value=10_000_000,
            error_messages={
                "required": f"{label}を入力してください。",
                "invalid": f"{label}は数字で入力してください。",
                "min_value": f"{label}は0円以上で入力してください。",
                "max_value": f"{label}は1,000万円以内で入力してください。",
            },
        )


class _Day(forms.CharField):
    """A last day to pay (支払いの期限), in an era or in Western years."""

    def __init__(self, *, today: date) -> None:
        super().__init__(
            label="支払いの期限",
            max_length=40,
            help_text="例：令和8年7月31日、2026-07-31。閉庁日のときは、次の開庁日になります。",
            error_messages={"required": "支払いの期限を入力してください。"},
        )
        self.today = today

    def clean(self, value: Any) -> date:  # noqa: ANN401 - whatever was posted
        """Refuse what is no date, or has passed.

        Raises:
            forms.ValidationError: the text is no date, or the day lies before today.
        """
        try:
            day = parse_date(str(super().clean(value)))
        except CannotReadDate as error:
            sentence = "支払いの期限は「令和8年7月31日」のように入力してください。"
            raise forms.ValidationError(sentence) from error
        if day < self.today:
            raise forms.ValidationError("支払いの期限は、今日か今日より後の日にしてください。")
        return day


class _Reason(forms.CharField):
    """Why the town does so (理由); never with the 12-digit individual number."""

    def __init__(self, *, required: bool, help_text: str) -> None:
        super().__init__(
            label="理由",
            required=required,
            max_length=500,
            help_text=help_text,
            widget=forms.Textarea(attrs={"rows": 2}),
            validators=[refuse_number],
            error_messages={
                "required": "理由を入力してください。",
                "max_length": "理由は500字以内で入力してください。",
            },
        )


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


class AmountForm(forms.Form):
    """The fee as the clerk fixes it (手数料の決定)."""

    yen = _Yen(label="手数料の額", help_text="全体の額です。納付済みの分は差し引いて請求します。")
    reason = _Reason(
        required=False, help_text="計算による額と違う額にするときは、必ず書いてください。"
    )

    def __init__(self, data: Any, *, yen: int | None, due_on: date, today: date) -> None:  # noqa: ANN401 - a request's POST
        super().__init__(data, initial={"yen": yen, "due_on": _said(due_on)})
        self.fields["due_on"] = _Day(today=today)


class ExtendForm(forms.Form):
    """A later day (期限の延長)."""

    def __init__(self, data: Any, *, due_on: date, today: date) -> None:  # noqa: ANN401 - a request's POST
        super().__init__(data, initial={"due_on": _said(due_on)}, auto_id="id_extend_%s")
        self.fields["due_on"] = _Day(today=today)


class ReturnForm(forms.Form):
    """How much goes back of a fee, and why (返金の決定)."""

    yen = _Yen(label="返金する額", help_text="返金しないときは0円にして、理由を書いてください。")
    reason = _Reason(required=True, help_text="帳簿に残ります。申請者の氏名は書かないでください。")

    def __init__(self, data: Any, *, yen: int) -> None:  # noqa: ANN401 - a request's POST
        super().__init__(data, initial={"yen": yen}, auto_id="id_return_%s")
