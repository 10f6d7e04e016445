"""Pages of people (画面)."""
