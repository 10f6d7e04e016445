"""Payments (支払い): invoices, providers, books, reconciliation (initiatives 03, 12, 15, 17)."""
