"""What is typed about payments (支払いの入力欄): cleaned, never saved here."""

from tsunagaru.engines.payments.forms.counter import (
    CardForm,
    CashForm,
    CountForm,
    OpenDrawerForm,
    RefundForm,
    SeenForm,
    TerminalRefundForm,
)
from tsunagaru.engines.payments.forms.deposits import DepositForm
from tsunagaru.engines.payments.forms.differences import LookForm, SettleForm, form_for
from tsunagaru.engines.payments.forms.postal import PostalAccountForm, PostalPaperForm
from tsunagaru.engines.payments.forms.transfers import (
    AccountForm,
    AnswerForm,
    DayForm,
    PaperForm,
    RefusalForm,
    ReportForm,
    ResultForm,
)

__all__ = [
    "AccountForm",
    "AnswerForm",
    "CardForm",
    "CashForm",
    "CountForm",
    "DayForm",
    "DepositForm",
    "LookForm",
    "OpenDrawerForm",
    "PaperForm",
    "PostalAccountForm",
    "PostalPaperForm",
    "RefundForm",
    "RefusalForm",
    "ReportForm",
    "ResultForm",
    "SeenForm",
    "SettleForm",
    "TerminalRefundForm",
    "form_for",
]
