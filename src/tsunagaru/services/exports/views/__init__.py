"""Pages of exports (書き出しの画面)."""
