"""Rules of shelters (避難所の規則)."""
