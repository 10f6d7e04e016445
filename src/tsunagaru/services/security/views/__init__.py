"""Pages of security (画面)."""
