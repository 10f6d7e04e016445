"""Pages of the records office (画面)."""
