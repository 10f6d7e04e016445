"""What people type when signing up and in (利用者登録・サインイン・パスワード)."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tsunagaru.ground.people.forms.fields import Secret
from tsunagaru.ground.ui.boxes import Line
from tsunagaru.ground.ui.persons import Day, Email, Kana


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


class NewPasswordForm(forms.Form):
    """A new password, twice (新しいパスワード)."""

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


class PasswordForm(NewPasswordForm):
    """The old and the new password (パスワードの変更)."""

    current = Secret(label="今のパスワード")
    field_order = ("current", "password", "again")


class MailboxForm(forms.Form):
    """The e-mail address with which somebody signs in (メールアドレス)."""

    email = Email(label="メールアドレス", max_length=254, autocomplete="email")


class ConfirmForm(forms.Form):
    """The password that was chosen when signing up (登録の確認)."""

    password = Secret(label="登録のときに決めたパスワード")


class NewEmailForm(forms.Form):
    """A new e-mail address, and the password that shows who asks (メールアドレスの変更)."""

    email = Email(label="新しいメールアドレス", max_length=254, autocomplete="email")
    current = Secret(label="今のパスワード")
