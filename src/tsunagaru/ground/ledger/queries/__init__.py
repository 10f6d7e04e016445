"""Reads of the ledger (台帳の照会)."""
