"""Writes of emergency (災害時の情報の処理)."""
