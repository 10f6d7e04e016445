"""What comes from tablets (タブレットとの境)."""
