"""Writes of payments (支払いの処理): one function, one transaction, at least one event."""

from tsunagaru.engines.payments.services.charging import ask, ask_after_open, begin, stop
from tsunagaru.engines.payments.services.counter import (
    close_drawer,
    halt_online,
    open_drawer,
    take_card,
    take_cash,
)
from tsunagaru.engines.payments.services.minding import (
    close_pages,
    postpone,
    remind_before_due,
)
from tsunagaru.engines.payments.services.reconciling import reconcile_day, resolve
from tsunagaru.engines.payments.services.refunding import hand_out, refund, send, send_again
from tsunagaru.engines.payments.services.requesting import (
    cancel,
    pass_due_dates,
    request_payment,
)
from tsunagaru.engines.payments.services.transfers import (
    end_mandate,
    record_mandate,
    record_transfer,
)
from tsunagaru.engines.payments.services.webhooks import receive

__all__ = [
    "ask",
    "ask_after_open",
    "begin",
    "cancel",
    "close_drawer",
    "close_pages",
    "end_mandate",
    "halt_online",
    "hand_out",
    "open_drawer",
    "pass_due_dates",
    "postpone",
    "receive",
    "reconcile_day",
    "record_mandate",
    "record_transfer",
    "refund",
    "remind_before_due",
    "request_payment",
    "resolve",
    "send",
    "send_again",
    "stop",
    "take_card",
    "take_cash",
]
