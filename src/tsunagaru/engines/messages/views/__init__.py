"""Pages of messages, one file a page or flow (お知らせの画面)."""
