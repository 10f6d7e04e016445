"""What people type when registering with the card (カードでの利用者登録)."""

from typing import ClassVar

from django import forms

from tsunagaru.ground.ui.boxes import Line
from tsunagaru.ground.ui.persons import Kana, Phone


class CardRegisterForm(forms.Form):
    """The name in its two parts, the reading and a telephone number (カードでの利用者登録)."""

    TYPED: ClassVar = ("family", "given", "kana_family", "kana_given", "phone")

    family = Line(label="姓", autocomplete="family-name")
    given = Line(label="名", autocomplete="given-name")
    kana_family = Kana(label="姓のフリガナ")
    kana_given = Kana(label="名のフリガナ")
    phone = Phone(label="電話番号", required=False, autocomplete="tel")
    agree = forms.BooleanField(
        label="個人情報の取り扱いに同意します",
        error_messages={"required": "登録するには、同意が必要です。"},
    )
    card = forms.CharField(widget=forms.HiddenInput, max_length=10_000)
    next = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)

    @property
    def name(self) -> str:
        """Return family and given name in one."""
        return f"{self.cleaned_data['family']}{self.cleaned_data['given']}"
