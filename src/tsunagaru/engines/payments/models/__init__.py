"""Tables of payments (支払い)."""

from tsunagaru.engines.payments.models.books import Account, Entry, Journal
from tsunagaru.engines.payments.models.counter import Drawer, Paypoint
from tsunagaru.engines.payments.models.deposits import TerminalDeposit
from tsunagaru.engines.payments.models.invoices import Invoice, Line, Slip
from tsunagaru.engines.payments.models.money import Attempt, Notification, Payment, Refund
from tsunagaru.engines.payments.models.settlements import Difference, Settlement, Setup
from tsunagaru.engines.payments.models.transfers import (
    Mandate,
    TaxSlip,
    TransferBatch,
    TransferLine,
)

__all__ = [
    "Account",
    "Attempt",
    "Difference",
    "Drawer",
    "Entry",
    "Invoice",
    "Journal",
    "Line",
    "Mandate",
    "Notification",
    "Payment",
    "Paypoint",
    "Refund",
    "Settlement",
    "Setup",
    "Slip",
    "TaxSlip",
    "TerminalDeposit",
    "TransferBatch",
    "TransferLine",
]
