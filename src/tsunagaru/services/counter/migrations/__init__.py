"""Migrations of the counter."""
