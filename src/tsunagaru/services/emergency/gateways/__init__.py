"""The outside world of emergency (外部との接続): telegrams, CAP, feeds."""
