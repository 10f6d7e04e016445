"""Reads of security (参照)."""
