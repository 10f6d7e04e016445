"""Pages of community (地域活動の画面)."""
