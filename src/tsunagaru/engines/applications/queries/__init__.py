"""Reads of applications (申請の参照)."""
