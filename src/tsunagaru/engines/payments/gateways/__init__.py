"""The outside world of payments (外部との接続): providers that take money for the town."""
