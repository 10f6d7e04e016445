"""Reads of the records office (参照)."""
