"""Pages of emergency (災害時の情報の画面)."""
