"""Pages of the documents (書類の画面)."""
