"""A telephone for short messages, and its code (電話番号と確認番号の入力欄)."""

from django import forms

from tsunagaru.engines.messages.rules.addresses import CannotRead, address_form
from tsunagaru.ground.ui.boxes import Line
from tsunagaru.ground.ui.persons import Phone

NOT_MOBILE = "090・080・070で始まる携帯電話の番号を入力してください。"


class PhoneForm(forms.Form):
    """A mobile telephone's number (携帯電話の番号)."""

    phone = Phone(
        label="携帯電話の番号",
        needed="携帯電話の番号を入力してください。",
        max_length=40,
        autocomplete="tel",
        help_text="確認番号をショートメールで送ります。受け取りに料金はかかりません。",
    )

    def clean_phone(self) -> str:
        """Refuse what gets no short messages."""
        typed: str = self.cleaned_data["phone"]
        try:
            address_form("sms", typed)
        except CannotRead:
            raise forms.ValidationError(NOT_MOBILE) from None
        return typed


class CodeForm(forms.Form):
    """The code that came (確認番号)."""

    code = Line(
        label="届いた番号",
        needed="確認番号を入力してください。",
        max_length=20,
        autocomplete="one-time-code",
        help_text="ショートメールに届いた6けたの数字です。10分間使えます。",
    )
