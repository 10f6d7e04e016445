"""Pages of the portal, one file a page (玄関の画面)."""
