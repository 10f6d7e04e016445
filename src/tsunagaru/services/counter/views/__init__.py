"""Pages of the counter, one file a page or flow (窓口の画面)."""
