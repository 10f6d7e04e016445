"""Rules of the plan (計画の規則)."""
