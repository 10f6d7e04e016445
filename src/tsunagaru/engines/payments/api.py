"""The door to payments (支払いの窓口).

A package asks for money with ``request_payment`` once the amount is fixed, reads ``invoice_of``,
and reacts to ``events.PaymentSettled`` (``only={"kind": …}``), whose ``subject`` is the invoice:
``invoice_about`` leads back to the thing.
"""

from tsunagaru.engines.payments.queries.collecting import (
    Collection,
    collection_of,
    collections_of,
)
from tsunagaru.engines.payments.queries.endings import is_told_with_end
from tsunagaru.engines.payments.queries.invoices import (
    InvoiceView,
    RefundView,
    invoice_about,
    invoice_of,
    invoices_of,
    is_returned,
    overdue,
    payable,
    refunds_of,
)
from tsunagaru.engines.payments.queries.letters import (
    AGREEMENT_LINK,
    agreement_news,
    ways_to_pay,
    why_not_collected,
)
from tsunagaru.engines.payments.queries.retention import (
    ClosedInvoice,
    closed_invoices,
    unfinished,
)
from tsunagaru.engines.payments.queries.returning import Returned, returned_of
from tsunagaru.engines.payments.queries.setup import revenues, takes_for
from tsunagaru.engines.payments.rules.agreements import Result
from tsunagaru.engines.payments.rules.states import CannotMove, State
from tsunagaru.engines.payments.services.agreements import (
    BankAccount,
    end_mandate,
    record_mandate,
)
from tsunagaru.engines.payments.services.disposing import CannotDisposeOpen, dispose, release
from tsunagaru.engines.payments.services.loading import apply, dump, read
from tsunagaru.engines.payments.services.minding import postpone
from tsunagaru.engines.payments.services.refunding import CannotRefund, refund
from tsunagaru.engines.payments.services.requesting import (
    CannotRequestNothing,
    CannotRequestTwice,
    Part,
    Payer,
    Terms,
    cancel,
    due_date,
    request_payment,
)
from tsunagaru.engines.payments.services.several import give_back, hold, stop_asking
from tsunagaru.kernel.folder import Part as TownFilesPart

TOWN_PART = TownFilesPart("payments", read, apply, dump)

__all__ = [
    "AGREEMENT_LINK",
    "TOWN_PART",
    "BankAccount",
    "CannotDisposeOpen",
    "CannotMove",
    "CannotRefund",
    "CannotRequestNothing",
    "CannotRequestTwice",
    "ClosedInvoice",
    "Collection",
    "InvoiceView",
    "Part",
    "Payer",
    "RefundView",
    "Result",
    "Returned",
    "State",
    "Terms",
    "agreement_news",
    "cancel",
    "closed_invoices",
    "collection_of",
    "collections_of",
    "dispose",
    "due_date",
    "end_mandate",
    "give_back",
    "hold",
    "invoice_about",
    "invoice_of",
    "invoices_of",
    "is_returned",
    "is_told_with_end",
    "overdue",
    "payable",
    "postpone",
    "record_mandate",
    "refund",
    "refunds_of",
    "release",
    "request_payment",
    "returned_of",
    "revenues",
    "stop_asking",
    "takes_for",
    "unfinished",
    "ways_to_pay",
    "why_not_collected",
]
