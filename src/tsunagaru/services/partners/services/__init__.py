"""Writes of partners (連携先の処理)."""
