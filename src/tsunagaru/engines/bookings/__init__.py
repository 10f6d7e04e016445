"""Bookings (予約): halls, courts, counter visits: any place and time (initiatives 01, 04, 32)."""
