"""Shelters (避難所): opening, arrivals without a network, supplies, reports (initiatives 10)."""
