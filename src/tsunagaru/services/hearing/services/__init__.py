"""Writes of public hearing (処理)."""
