"""Pages of cases, one file a page or flow (案件の画面)."""
