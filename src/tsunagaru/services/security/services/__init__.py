"""Writes of security (処理)."""
