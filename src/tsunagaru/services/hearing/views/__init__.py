"""Pages of public hearing (画面)."""
