"""The form editor's pages (様式の編集の画面)."""
