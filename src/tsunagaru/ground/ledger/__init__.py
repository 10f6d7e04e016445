"""Ledger (台帳): events, rollups, deliveries and the audit chain (initiatives 30, 33)."""
