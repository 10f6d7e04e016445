"""Commands of the town (コマンド)."""
