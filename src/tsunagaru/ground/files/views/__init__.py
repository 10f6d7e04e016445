"""Pages of the files (ファイルの画面)."""
