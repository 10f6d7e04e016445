"""What residents and staff type about account transfers (口座振替の入力欄)."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from tsunagaru.engines.payments.forms.counter import LONGEST
from tsunagaru.engines.payments.rules.agreements import KINDS
from tsunagaru.engines.payments.rules.bank_kana import CannotWriteKana, to_bank_kana
from tsunagaru.engines.payments.services.agreements import BankAccount
from tsunagaru.ground.ui.boxes import Sentence
from tsunagaru.ground.ui.moments import DayField
from tsunagaru.ground.ui.numbers import refuse_number
from tsunagaru.kernel.text import fold_width, to_katakana

MOST_BYTES = 5_000_000
NOT_KANA = "カタカナで入力してください。漢字や、ほかの記号は、銀行のデータに使えません。"


class DigitsField(forms.CharField):
    """A number of so many digits (決まった桁数の数字): full width is read alike."""

    def __init__(self, *, label: str, digits: int, help_text: str) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            max_length=40,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            error_messages={"required": f"{label}を入力してください。"},
        )
        self.digits = digits

    def clean(self, value: object) -> str:
        """Return the digits.

        Raises:
            forms.ValidationError: there are more or fewer, or other signs.
        """
        text = fold_width(str(super().clean(value))).replace("-", "").replace(" ", "")
        if not (text.isascii() and text.isdigit() and len(text) == self.digits):
            raise forms.ValidationError(
                f"{self.label}は、{self.digits}桁の数字で入力してください。"
            )
        return text


class BankKanaField(forms.CharField):
    """A name in kana, as banks take it (カナの名義): hiragana and half width are read alike."""

    def __init__(self, *, label: str, longest: int, help_text: str = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            max_length=80,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            error_messages={
                "required": f"{label}を入力してください。",
                "max_length": f"{label}が長すぎます。",
            },
        )
        self.longest = longest

    def clean(self, value: object) -> str:
        """Return the name in full-width katakana.

        Raises:
            forms.ValidationError: banks do not take a sign, it is too long, or holds the number.
        """
        text = to_katakana(str(super().clean(value))).strip()
        refuse_number(text)
        try:
            written = to_bank_kana(text)
        except CannotWriteKana:
            raise forms.ValidationError(NOT_KANA) from None
        if len(written) > self.longest:
            raise forms.ValidationError(
                f"{self.label}は、濁点を1字と数えて{self.longest}字以内で入力してください。"
            )
        return text


class AccountForm(forms.Form):
    """The account from which is collected (振替口座)."""

    bank = DigitsField(
        label="金融機関コード", digits=4, help_text="通帳やキャッシュカードにある4桁の数字です。"
    )
    bank_name = BankKanaField(label="金融機関名（カナ）", longest=15, help_text="例：シズオカ")
    branch = DigitsField(label="支店コード", digits=3, help_text="3桁の数字です。")
    branch_name = BankKanaField(label="支店名（カナ）", longest=15, help_text="例：オヤマ")
    kind = forms.ChoiceField(
        label="預金の種類",
        choices=[(code, KINDS[code]) for code in ("1", "2", "3")],
        initial="1",
        widget=forms.RadioSelect,
        error_messages={"required": "預金の種類を選んでください。"},
    )
    number = DigitsField(
        label="口座番号",
        digits=7,
        help_text="7桁の数字です。7桁より少ないときは、前に0を付けます。",
    )
    holder = BankKanaField(
        label="口座名義（カナ）",
        longest=30,
        help_text="通帳の表紙の裏にある名義の通りに入力してください。",
    )

    @property
    def account(self) -> BankAccount:
        """Return what was typed."""
        typed = self.cleaned_data
        return BankAccount(
            bank=typed["bank"],
            branch=typed["branch"],
            number=typed["number"],
            holder=typed["holder"],
            bank_name=typed["bank_name"],
            branch_name=typed["branch_name"],
            kind=typed["kind"],
        )


class WhoForm(forms.Form):
    """Whose account it is, where the application came on paper (納付者)."""

    name_kana = BankKanaField(
        label="納付者のフリガナ",
        longest=60,
        help_text="登録している住民をフリガナと生年月日で探します。",
    )
    birth_on = DayField(
        label="納付者の生年月日",
        help_text="例：昭和63年4月2日",
        error_messages={"required": "生年月日を入力してください。"},
    )


class PaperForm(WhoForm, AccountForm):
    """An application on paper, and whose it is (書面の申込み)."""

    field_order = ("name_kana", "birth_on")


class AnswerForm(forms.Form):
    """When the bank registered the account (金融機関の回答)."""

    answered_on = DayField(
        label="金融機関の回答日",
        help_text="例：令和8年4月20日",
        error_messages={"required": "金融機関の回答日を入力してください。"},
    )


class RefusalForm(AnswerForm):
    """Why the bank cannot (登録できない理由)."""

    reason = Sentence(
        label="登録できない理由",
        max_length=LONGEST,
        help_text="納付者の画面に表示します。例：届出印が違うため。",
    )


class DayForm(forms.Form):
    """The day on which the bank collects (引落日)."""

    day = DayField(
        label="引落日",
        help_text="例：令和8年4月30日",
        error_messages={"required": "引落日を入力してください。"},
    )


class _FileForm(forms.Form):
    """A file of a bank's, not larger than one ever is."""

    def clean(self) -> dict[str, object]:
        """Refuse what is far too large."""
        found = super().clean() or {}
        for one in found.values():
            if isinstance(one, UploadedFile) and (one.size or 0) > MOST_BYTES:
                raise forms.ValidationError("ファイルが大きすぎます（5MBまで）。")
        return found


class ResultForm(_FileForm):
    """The bank's answer to a request (振替結果のファイル)."""

    results = forms.FileField(
        label="振替結果のファイル",
        help_text="金融機関から受け取ったファイルを、そのまま選びます。",
        error_messages={"required": "ファイルを選んでください。", "empty": "ファイルが空です。"},
    )


class ReportForm(_FileForm):
    """The report of a day's payments by the common tax code (納付情報のファイル)."""

    day = DayField(
        label="対象日",
        help_text="ファイルの対象日です。例：令和8年4月6日",
        error_messages={"required": "対象日を入力してください。"},
    )
    report = forms.FileField(
        label="納付情報のファイル",
        error_messages={"required": "ファイルを選んでください。", "empty": "ファイルが空です。"},
    )
