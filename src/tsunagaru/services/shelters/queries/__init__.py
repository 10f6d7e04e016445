"""Reads of shelters (避難所の参照)."""
