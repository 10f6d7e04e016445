"""Rules of bookings (予約の規則): pure, handed the time."""
