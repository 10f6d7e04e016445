"""Django's SQLite, which knows the text of a plain statement again (データベース接続)."""
