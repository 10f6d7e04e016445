"""Rules of the ledger (台帳の規則): pure, handed the time."""
