"""Reads of bookings (予約の参照)."""
