"""Reads of the plan (計画の照会)."""
