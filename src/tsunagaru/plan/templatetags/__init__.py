"""Template tags of the plan (計画のタグ)."""
