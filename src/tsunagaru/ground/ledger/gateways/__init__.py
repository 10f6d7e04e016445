"""The outside world of the ledger: the database's own tongue, and files (台帳の外部接続)."""
