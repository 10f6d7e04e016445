"""Pages of payments, one file a page or flow (支払いの画面)."""
