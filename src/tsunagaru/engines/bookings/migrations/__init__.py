"""Migrations of bookings."""
