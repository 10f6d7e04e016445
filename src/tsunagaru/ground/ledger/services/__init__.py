"""Writes of the ledger (台帳への記録)."""
