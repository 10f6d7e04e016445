"""Input of the ledger's staff pages (入力)."""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from tsunagaru.ground.ledger.rules.dropping import REASONS

EARLIEST, LATEST = date(2000, 1, 1), date(2199, 12, 31)
TOO_FAR = "2000年から2199年までの日付を入力してください。"


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
    # Only an identifier: what is looked for is itself recorded, and must name nobody.
    subject = forms.UUIDField(
        label="対象の識別子",
        required=False,
        error_messages={"invalid": "識別子は、一覧にある形のまま入力してください。"},
    )
    day = forms.DateField(
        label="日付",
        required=False,
        help_text="例：2026-04-01",
        input_formats=["%Y-%m-%d", "%Y/%m/%d"],
        validators=[MinValueValidator(EARLIEST, TOO_FAR), MaxValueValidator(LATEST, TOO_FAR)],
        error_messages={"invalid": "日付は 2026-04-01 のように入力してください。"},
    )
