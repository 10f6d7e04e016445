"""Writes of the plan (計画の更新)."""
