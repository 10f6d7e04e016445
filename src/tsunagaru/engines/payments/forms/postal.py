"""An account at Japan Post Bank as its holder knows it (ゆうちょ銀行の記号・番号)."""

from django import forms

from tsunagaru.engines.payments.forms.transfers import BankKanaField, DigitsField, WhoForm
from tsunagaru.engines.payments.rules import postal
from tsunagaru.engines.payments.services.agreements import BankAccount
from tsunagaru.kernel.text import fold_width


class PostalNumberField(DigitsField):
    """The number behind the mark (番号): up to so many digits."""

    def clean(self, value: object) -> str:
        """Return the digits.

        Raises:
            forms.ValidationError: there are more, or other signs.
        """
        text = fold_width(str(forms.CharField.clean(self, value)))
        text = text.replace("-", "").replace(" ", "")
        if not (text.isascii() and text.isdigit() and len(text) <= self.digits):
            raise forms.ValidationError(
                f"{self.label}は、{self.digits}桁までの数字で入力してください。"
            )
        return text


class PostalAccountForm(forms.Form):
    """The account at Japan Post Bank from which is collected (ゆうちょ銀行の振替口座)."""

    mark = DigitsField(
        label="記号",
        digits=postal.MARK_DIGITS,
        help_text="通帳の表紙の裏やキャッシュカードにある5桁の数字です。例：10530",
    )
    postal_number = PostalNumberField(
        label="番号",
        digits=postal.MOST_DIGITS,
        help_text="8桁までの数字です。最後の1も入力します。"
        "記号と番号の間に1桁の数字があるときは、それは入力しません。",
    )
    holder = BankKanaField(
        label="口座名義（カナ）",
        longest=30,
        help_text="通帳の表紙の裏にある名義の通りに入力してください。",
    )

    def clean(self) -> dict[str, object]:
        """Refuse what no account of the bank's can be, at its box."""
        found = super().clean() or {}
        if {"mark", "postal_number"} <= found.keys():
            try:
                postal.convert(str(found["mark"]), str(found["postal_number"]))
            except postal.CannotConvert as refusal:
                self.add_error(refusal.field, refusal.sentence)
        return found

    @property
    def account(self) -> BankAccount:
        """Return what was typed, and what banks call it."""
        typed = self.cleaned_data
        found = postal.convert(typed["mark"], typed["postal_number"])
        return BankAccount(
            bank=postal.POSTAL_BANK,
            branch=found.shop,
            number=found.account,
            holder=typed["holder"],
            bank_name=postal.POSTAL_NAME,
            branch_name=found.shop_name,
            kind=found.kind,
            postal=postal.written(typed["mark"], typed["postal_number"]),
        )


class PostalPaperForm(WhoForm, PostalAccountForm):
    """An application on paper for an account at Japan Post Bank, and whose it is."""

    field_order = ("name_kana", "birth_on")
