"""Reads of community (地域活動の参照)."""
