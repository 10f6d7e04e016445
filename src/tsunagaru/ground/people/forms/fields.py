"""Boxes in which people type (入力欄)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tsunagaru.kernel import individual_number
from tsunagaru.kernel.calendar import CannotReadDate, parse_date
from tsunagaru.kernel.text import (
    format_phone,
    kana_problem,
    normalise,
    normalise_email,
    normalise_phone,
    normalise_postal_code,
    to_katakana,
)

NO_NUMBER = "マイナンバー（個人番号）は入力しないでください。"


class Line(forms.CharField):
    """One line of text in its stored form; an individual number is refused (一行の文字)."""

    def __init__(self, *, autocomplete: str = "", **kwargs: Any) -> None:  # noqa: ANN401 - CharField's
        kwargs.setdefault("max_length", 100)
        super().__init__(**kwargs)
        self.error_messages["required"] = "入力してください。"
        self.error_messages["max_length"] = "文字数が多すぎます。"
        if autocomplete:
            self.widget.attrs["autocomplete"] = autocomplete

    def to_python(self, value: Any) -> str:  # noqa: ANN401 - Django's signature
        """Return the text as it will be stored."""
        text = "" if value in self.empty_values else normalise(str(value)[:2000])
        if individual_number.contains(text):
            raise ValidationError(NO_NUMBER)
        return text


class Kana(Line):
    """A reading in katakana; hiragana is turned into it (フリガナ)."""

    def to_python(self, value: Any) -> str:  # noqa: ANN401 - Django's signature
        """Return the reading in full-width katakana."""
        text = to_katakana(super().to_python(value))
        if text and kana_problem(text):
            raise ValidationError("カタカナで入力してください。")
        return text


class Email(Line):
    """An e-mail address (メールアドレス)."""

    widget = forms.EmailInput

    def to_python(self, value: Any) -> str:  # noqa: ANN401 - Django's signature
        """Return the address in half width."""
        text = super().to_python(value)
        if text and normalise_email(text) is None:
            raise ValidationError("メールアドレスの形で入力してください（例：hanako@example.jp）。")
        return normalise_email(text) or ""


class Phone(Line):
    """A telephone number in Japan, kept as digits (電話番号)."""

    def to_python(self, value: Any) -> str:  # noqa: ANN401 - Django's signature
        """Return the digits."""
        text = super().to_python(value)
        if text and normalise_phone(text) is None:
            raise ValidationError("電話番号を市外局番から入力してください（例：0550-76-1111）。")
        return normalise_phone(text) or ""

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's signature
        """Show digits with hyphens."""
        return format_phone(value) if isinstance(value, str) else value


class PostalCode(Line):
    """A postal code (郵便番号)."""

    def to_python(self, value: Any) -> str:  # noqa: ANN401 - Django's signature
        """Return it as 410-1395."""
        text = super().to_python(value)
        if text and normalise_postal_code(text) is None:
            raise ValidationError("郵便番号を7けたの数字で入力してください（例：410-1395）。")
        return normalise_postal_code(text) or ""


class Day(Line):
    """A day in an era or in Western years (年月日)."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Line's
        super().__init__(max_length=None, **kwargs)

    def to_python(self, value: Any) -> Any:  # noqa: ANN401 - a date or None, where the base has text
        """Return the day."""
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_date(text)
        except CannotReadDate:
            raise ValidationError("日付を確かめてください（例：昭和63年4月2日）。") from None


class Secret(forms.CharField):
    """A password box; what is typed is taken as it is (パスワード)."""

    widget = forms.PasswordInput

    def __init__(self, *, label: str, new: bool = False, help_text: str = "") -> None:
        super().__init__(label=label, help_text=help_text, max_length=200, strip=False)
        self.widget.attrs["autocomplete"] = "new-password" if new else "current-password"
        self.error_messages["required"] = "入力してください。"
