"""Procedures (手続き): finder, register, seal review, public API (initiatives 02, 26)."""
