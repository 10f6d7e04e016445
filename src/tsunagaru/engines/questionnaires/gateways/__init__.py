"""The outside world of forms: the national list of postal codes (外部データ)."""
