"""Makers other packages' tests may use (テスト用の支払い)."""

from tsunagaru.engines.payments.testing.makers import (
    MONDAY,
    TITLE,
    a_drawer,
    a_paypoint,
    a_provider,
    a_setup,
    an_invoice,
    capture,
    let_tests_flush,
    paid_in_cash,
)
from tsunagaru.engines.payments.testing.specimens import SPECIMENS
from tsunagaru.engines.payments.testing.transfers import (
    AN_ACCOUNT,
    a_request,
    a_transfer_setup,
    an_agreed_invoice,
    the_bank_answers,
    transfer_layout,
)

__all__ = [
    "AN_ACCOUNT",
    "MONDAY",
    "SPECIMENS",
    "TITLE",
    "a_drawer",
    "a_paypoint",
    "a_provider",
    "a_request",
    "a_setup",
    "a_transfer_setup",
    "an_agreed_invoice",
    "an_invoice",
    "capture",
    "let_tests_flush",
    "paid_in_cash",
    "the_bank_answers",
    "transfer_layout",
]
