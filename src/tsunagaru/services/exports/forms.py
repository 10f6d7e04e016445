"""What is to be taken out (書き出しの入力)."""

from typing import Any

from django import forms

from tsunagaru.ground.ui.boxes import Line
from tsunagaru.services.exports.services.taking import Asked

SHORTEST = 5
FORMS = (("csv", "CSV（件数の制限なし）"), ("xlsx", "Excelのブック（5,000件まで）"))


class ExportForm(forms.Form):
    """How, and whether with answers and personal data (書き出しの条件)."""

    form = forms.ChoiceField(
        label="ファイルの形式",
        choices=FORMS,
        widget=forms.RadioSelect,
        initial="csv",
        error_messages={"required": "ファイルの形式を選んでください。"},
    )
    answers = forms.BooleanField(
        label="申請の回答を列にする（様式の版ごと）",
        required=False,
    )
    personal = forms.BooleanField(
        label="個人情報の列も含める",
        required=False,
        help_text="氏名・住所・連絡先などの回答です。必要なときだけ選び、利用目的を書いてください。",
    )
    purpose = Line(
        label="利用目的",
        required=False,
        max_length=200,
        help_text="例：予防注射の案内はがきの宛名作成。記録に残ります。個人の名前は書かないでください。",
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a purpose where personal data are asked for."""
        data = super().clean() or {}
        purpose = str(data.get("purpose") or "")
        refused = "purpose" in self.errors
        if data.get("personal") and not refused and len(purpose) < SHORTEST:
            self.add_error("purpose", "個人情報の列を含めるときは、利用目的を書いてください。")
        return data

    def asked(self, words: str, which: str) -> Asked:
        """Return what was asked for."""
        data = self.cleaned_data
        personal = bool(data["personal"])
        return Asked(
            words=words,
            which=which,
            form=data["form"],
            answers=bool(data["answers"]) or personal,
            personal=personal,
            purpose=str(data["purpose"]),
        )
