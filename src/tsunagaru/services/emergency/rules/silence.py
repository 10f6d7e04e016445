"""When a feed of telegrams counts as silent (フィードの途絶)."""

SILENT_AFTER = 3
"""Rounds without an answer after which a feed counts as silent."""
