"""Reads of public hearing (参照)."""
