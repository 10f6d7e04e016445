"""What accounts type about the card company's deposits (カード端末の入金の入力欄)."""

from django import forms

from tsunagaru.engines.payments.services.depositing import Deposit
from tsunagaru.ground.ui.boxes import Line
from tsunagaru.ground.ui.moments import DayField
from tsunagaru.ground.ui.money import YenField


class DepositForm(forms.Form):
    """One deposit, as the bank statement and the company's list show it (入金)."""

    day = DayField(
        label="入金日",
        help_text="預金口座に入った日です。例：令和8年4月20日",
        error_messages={"required": "入金日を入力してください。"},
    )
    gross_yen = YenField(
        label="取引額", help_text="カード会社の明細にある、手数料を引く前の合計です。", least=1
    )
    net_yen = YenField(
        label="入金額",
        help_text="預金口座に入った金額です。取引額との差は、決済手数料として記帳します。",
    )
    reference = Line(
        label="入金の番号",
        max_length=40,
        needed="入金の番号を入力してください。",
        help_text="カード会社の明細の番号です。同じ番号は、一度だけ記録できます。",
    )

    @property
    def deposit(self) -> Deposit:
        """Return what was typed."""
        return Deposit(**self.cleaned_data)
