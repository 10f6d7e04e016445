"""Writes of the files (ファイルの記録)."""
