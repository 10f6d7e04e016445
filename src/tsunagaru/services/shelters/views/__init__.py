"""Pages of shelters, one file a page or flow (避難所の画面)."""
