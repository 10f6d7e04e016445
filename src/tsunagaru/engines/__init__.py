"""What services are made of (共通エンジン)."""
