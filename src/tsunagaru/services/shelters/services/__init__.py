"""Writes of shelters (避難所の更新)."""
