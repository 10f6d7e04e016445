"""Writes of the intake (取込みの処理)."""
