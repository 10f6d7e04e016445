"""Input of the ledger's staff pages (入力)."""

from django import forms

from tsunagaru.ground.ledger.rules.dropping import REASONS


class RetryForm(forms.Form):
    """Which failed delivery to try again (再実行)."""

    delivery = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class DropForm(forms.Form):
    """Which failed delivery to give up, and why (破棄)."""

    delivery = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label="破棄する理由",
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages={
            "required": "破棄する理由を選んでください。",
            "invalid_choice": "破棄する理由を一覧から選んでください。",
        },
    )


class TrailForm(forms.Form):
    """What an auditor looks for (監査記録の絞り込み)."""

    actor = forms.CharField(
        label="操作した人の記号",
        required=False,
        max_length=60,
        help_text="例：staff: に続けて職員の識別子。一覧の記号を押しても絞り込めます。",
    )
    subject = forms.CharField(label="対象の識別子", required=False, max_length=60)
    day = forms.DateField(
        label="日付",
        required=False,
        help_text="例：2026-04-01",
        input_formats=["%Y-%m-%d", "%Y/%m/%d"],
        error_messages={"invalid": "日付は 2026-04-01 のように入力してください。"},
    )
