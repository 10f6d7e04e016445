"""What is typed about records (文書管理の入力欄)."""

from django import forms

from tsunagaru.ground.ui.boxes import Line


class HoldForm(forms.Form):
    """Which case is kept, and why (廃棄の保留)."""

    number = Line(
        label="番号",
        max_length=100,
        help_text="案件番号、申請の受付番号、広聴の受付番号、ポータルの受付番号のほか、予約は「予約-000123」、"
        "避難所と口座振替は「保存年限と廃棄」に出ている番号を入力してください。",
        needed="番号を入力してください。",
    )
    reason = Line(
        label="保留する理由",
        max_length=200,
        help_text="例：審査請求中、訴訟、監査の対象。個人の名前は書かないでください。",
        needed="理由を入力してください。",
    )


class ApprovalForm(forms.Form):
    """That a person looked and approves (廃棄の承認)."""

    seen = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    confirmed = forms.BooleanField(
        label="一覧を確認し、廃棄を承認します（元に戻せません）",
        error_messages={"required": "一覧を確かめて、チェックを入れてください。"},
    )
