"""Writes of the documents (書類の処理)."""
