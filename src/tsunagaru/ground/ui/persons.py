"""Boxes about a person (人についての入力欄), and the form by which clerks look for one."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tsunagaru.ground.ui.boxes import Line
from tsunagaru.kernel.calendar import CannotReadDate, parse_date
from tsunagaru.kernel.text import (
    format_phone,
    kana_problem,
    normalise_email,
    normalise_phone,
    normalise_postal_code,
    to_katakana,
)


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


class ResidentSearchForm(forms.Form):
    """How a clerk finds a resident (住民検索): kana and birth date, or telephone.

    Its content is what ``people.api.search_residents`` takes.
    """

    kana = Kana(label="フリガナ（氏名）", required=False)
    birth_on = Day(label="生年月日", required=False, help_text="例：昭和63年4月2日")
    phone = Phone(label="電話番号", required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for kana with birth date, or a telephone number."""
        found = super().clean() or {}
        named = bool(found.get("kana")) and bool(found.get("birth_on"))
        if not self.errors and not named and not found.get("phone"):
            raise ValidationError("フリガナと生年月日の両方、または電話番号を入力してください。")
        return found
