"""Writes of community (地域活動の処理)."""
