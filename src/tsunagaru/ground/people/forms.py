"""What people type about themselves (入力の検査)."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tsunagaru.ground.people.models.staff import ROLE_NAMES, Why
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


def check_strength(password: str) -> None:
    """Refuse a password that is too short or too common, in our own words.

    Raises:
        ValidationError: with one sentence.
    """
    try:
        validate_password(password)
    except ValidationError as error:
        short = any(e.code == "password_too_short" for e in error.error_list)
        sentence = (
            "パスワードは10文字以上にしてください。"
            if short
            else "このパスワードは推測されやすいため、使えません。"
        )
        raise ValidationError(sentence) from None


PASSWORD_HINT = "10文字以上。ほかで使っていないものにしてください。"  # noqa: S105 - a hint


class SignInForm(forms.Form):
    """Sign-in name and password (サインイン)."""

    login = forms.CharField(
        label="メールアドレスまたは利用者名",
        max_length=254,
        error_messages={"required": "入力してください。"},
    )
    password = Secret(label="パスワード")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Form's
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class SignUpForm(forms.Form):
    """What a resident tells when signing up (利用者登録)."""

    family = Line(label="姓", autocomplete="family-name")
    given = Line(label="名", autocomplete="given-name")
    kana_family = Kana(label="姓のフリガナ")
    kana_given = Kana(label="名のフリガナ")
    birth_on = Day(
        label="生年月日", help_text="例：昭和63年4月2日、1988-04-02", autocomplete="bday"
    )
    email = Email(label="メールアドレス", max_length=254, autocomplete="email")
    password = Secret(label="パスワード", new=True, help_text=PASSWORD_HINT)
    agree = forms.BooleanField(
        label="個人情報の取り扱いに同意します",
        error_messages={"required": "登録するには、同意が必要です。"},
    )

    def clean_password(self) -> str:
        """Refuse a weak password."""
        password = str(self.cleaned_data["password"])
        check_strength(password)
        return password

    def clean_birth_on(self) -> date:
        """Refuse days that are nobody's birthday."""
        day = self.cleaned_data["birth_on"]
        if not isinstance(day, date) or not date(1900, 1, 1) <= day:
            raise ValidationError("日付を確かめてください（例：昭和63年4月2日）。")
        return day


class PasswordForm(forms.Form):
    """The old and the new password (パスワードの変更)."""

    current = Secret(label="今のパスワード")
    password = Secret(label="新しいパスワード", new=True, help_text=PASSWORD_HINT)
    again = Secret(label="新しいパスワード（もう一度）", new=True)

    def clean(self) -> dict[str, Any]:
        """Refuse a weak password, or two that differ."""
        found = super().clean() or {}
        if "password" in found:
            try:
                check_strength(found["password"])
            except ValidationError as error:
                self.add_error("password", error)
        if found.get("password") != found.get("again"):
            self.add_error("again", "二つの新しいパスワードが違います。")
        return found


class ProfileForm(forms.Form):
    """What a resident may change of the own profile (登録情報)."""

    postal_code = PostalCode(label="郵便番号", required=False, autocomplete="postal-code")
    prefecture = Line(label="都道府県", required=False, autocomplete="address-level1")
    city = Line(label="市区町村", required=False, autocomplete="address-level2")
    town = Line(label="町名・大字", required=False, autocomplete="address-level3")
    street = Line(label="番地", required=False, autocomplete="address-line1")
    building = Line(
        label="建物名・部屋番号（ある場合）", required=False, autocomplete="address-line2"
    )
    phone = Phone(label="電話番号", required=False, autocomplete="tel")
    email = Email(
        label="メールアドレス",
        required=False,
        max_length=254,
        autocomplete="email",
        help_text="連絡先です。サインインに使うメールアドレスは変わりません。",
    )


class ResidentSearchForm(forms.Form):
    """How a clerk finds a resident (住民検索): kana and birth date, or telephone."""

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


class PeriodForm(forms.Form):
    """A first and a last day (期間)."""

    from_on = Day(label="開始日", help_text="例：令和8年4月1日、2026-04-01")
    to_on = Day(label="終了日", required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first."""
        found = super().clean() or {}
        first, last = found.get("from_on"), found.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", "終了日は、開始日以後にしてください。")
        return found


class GrantForm(PeriodForm):
    """A role for a member of staff (役割の付与)."""

    staff = forms.ChoiceField(label="職員")
    role = forms.ChoiceField(label="役割", choices=[(r.value, n) for r, n in ROLE_NAMES.items()])
    field_order = ("staff", "role", "from_on", "to_on")


class AbsenceForm(PeriodForm):
    """Days on which somebody is away (不在)."""

    staff = forms.ChoiceField(label="職員")
    why = forms.ChoiceField(label="理由", choices=Why.choices)
    field_order = ("staff", "from_on", "to_on", "why")
