"""Pages of the plan (計画の画面)."""
