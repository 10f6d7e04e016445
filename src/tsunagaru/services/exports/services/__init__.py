"""Writes of exports (書き出しの処理)."""
