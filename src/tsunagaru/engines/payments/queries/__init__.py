"""Reads of payments (支払いの参照)."""
