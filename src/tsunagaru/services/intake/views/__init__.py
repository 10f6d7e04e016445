"""Pages of the intake (取込みの画面)."""
