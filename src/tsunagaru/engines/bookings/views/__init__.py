"""Pages of bookings, one file a page or flow (予約の画面)."""
