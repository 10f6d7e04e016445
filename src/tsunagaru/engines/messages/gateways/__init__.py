"""The outside world of messages (外部との接続): LINE, browsers, mail, short messages."""
