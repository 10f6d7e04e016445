"""Staff pages of the ledger (台帳の職員画面)."""
