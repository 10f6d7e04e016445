"""Writes of payments (支払いの処理): one function, one transaction, at least one event."""

from tsunagaru.engines.payments.services.agreements import (
    ask_for_transfers,
    confirm,
    end,
    end_mandate,
    record_mandate,
    refuse,
)
from tsunagaru.engines.payments.services.charging import ask, ask_after_open, begin, stop
from tsunagaru.engines.payments.services.counter import (
    close_drawer,
    halt_online,
    open_drawer,
    see_gap,
    take_card,
    take_cash,
)
from tsunagaru.engines.payments.services.depositing import record_deposit, undo_deposit
from tsunagaru.engines.payments.services.minding import (
    close_pages,
    postpone,
    remind_before_due,
)
from tsunagaru.engines.payments.services.reconciling import reconcile_day
from tsunagaru.engines.payments.services.refunding import hand_out, refund, send, send_again
from tsunagaru.engines.payments.services.requesting import (
    cancel,
    pass_due_dates,
    request_payment,
)
from tsunagaru.engines.payments.services.tax_code import issue_slip, read_report
from tsunagaru.engines.payments.services.transfers import (
    cancel_request,
    read_results,
    request_transfers,
)
from tsunagaru.engines.payments.services.webhooks import receive

__all__ = [
    "ask",
    "ask_after_open",
    "ask_for_transfers",
    "begin",
    "cancel",
    "cancel_request",
    "close_drawer",
    "close_pages",
    "confirm",
    "end",
    "end_mandate",
    "halt_online",
    "hand_out",
    "issue_slip",
    "open_drawer",
    "pass_due_dates",
    "postpone",
    "read_report",
    "read_results",
    "receive",
    "reconcile_day",
    "record_deposit",
    "record_mandate",
    "refund",
    "refuse",
    "remind_before_due",
    "request_payment",
    "request_transfers",
    "see_gap",
    "send",
    "send_again",
    "stop",
    "take_card",
    "take_cash",
    "undo_deposit",
]
