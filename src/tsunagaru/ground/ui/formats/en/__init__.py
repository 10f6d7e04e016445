"""英語での書き方 (how days are written)."""
