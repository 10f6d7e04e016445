"""Writes of the records office (処理)."""
