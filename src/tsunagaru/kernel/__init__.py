"""The vocabulary every package shares (語彙): events, offers, time, text, rules. Pure Python."""
