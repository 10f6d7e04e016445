"""What clerks type about a case (案件の入力欄): cleaned, never saved here."""

from collections.abc import Sequence

from django import forms

from tsunagaru.kernel import individual_number

LONGEST = 2000


class SafeText(forms.CharField):
    """A text without the 12-digit individual number (個人番号を受け付けない文字列)."""

    def __init__(self, *, label: str, required: bool = True, help_text: str = "") -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 4}),
            error_messages={
                "required": f"{label}を入力してください。",
                "max_length": f"{label}は{LONGEST}字以内で入力してください。",
            },
        )

    def clean(self, value: object) -> str:
        """Refuse the individual number.

        Raises:
            forms.ValidationError: the text holds one.
        """
        text = str(super().clean(value))
        if individual_number.contains(text):
            message = "個人番号（マイナンバー）と思われる数字があります。削除してください。"
            raise forms.ValidationError(message)
        return text


class NoteForm(forms.Form):
    """A note for colleagues (メモ)."""

    text = SafeText(label="メモ")


class CorrectionForm(forms.Form):
    """Which field is to be corrected, and why (補正の求め)."""

    field = forms.ChoiceField(
        label="補正してもらう項目", error_messages={"required": "項目を選んでください。"}
    )
    message = SafeText(
        label="申請者へのお願い",
        help_text="どこをどのように直していただくか、具体的に書いてください。申請者に届きます。",
    )

    def __init__(self, fields: Sequence[tuple[str, str]], data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a request's POST
        self.fields["field"].choices = [("", "選んでください"), *fields]  # type: ignore[attr-defined]  # a ChoiceField


class DecisionForm(forms.Form):
    """The decision and its reasons (処分・決定)."""

    outcome = forms.ChoiceField(
        label="決定",
        widget=forms.RadioSelect,
        error_messages={"required": "決定を選んでください。"},
    )
    reason = SafeText(
        label="理由",
        required=False,
        help_text="認めない場合は必ず書いてください（行政手続法第8条）。通知書に載ります。",
    )

    confirmed = forms.BooleanField(
        label="この内容で通知書が出ることを確認しました（決定は取り消せません）",
        error_messages={"required": "通知書に載る内容を確かめて、チェックを入れてください。"},
    )

    def __init__(self, outcomes: Sequence[tuple[str, str]], data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a request's POST
        self.fields["outcome"].choices = list(outcomes)  # type: ignore[attr-defined]  # a ChoiceField


class WithdrawalForm(forms.Form):
    """That the applicant asked for it, since it cannot be undone (取下げの確認)."""

    asked_for = forms.BooleanField(
        label="本人の申し出を確認しました",
        error_messages={"required": "本人の申し出を確認して、チェックを入れてください。"},
    )
