"""What clerks type about a case (案件の入力欄): cleaned, never saved here."""

from collections.abc import Sequence

from django import forms

from tsunagaru.ground.ui.boxes import Sentence


class NoteForm(forms.Form):
    """A note for colleagues (メモ)."""

    text = Sentence(label="メモ")


class CorrectionForm(forms.Form):
    """Which field is to be corrected, and why (補正の求め)."""

    field = forms.ChoiceField(
        label="補正してもらう項目", error_messages={"required": "項目を選んでください。"}
    )
    message = Sentence(
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
    reason = Sentence(
        label="理由",
        required=False,
        help_text="認めない場合は必ず書いてください（行政手続法第8条）。通知書に載ります。",
    )

    despite = Sentence(
        label="不足があるまま認める理由",
        required=False,
        help_text="案件の経過に残ります。通知書には載りません。",
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
