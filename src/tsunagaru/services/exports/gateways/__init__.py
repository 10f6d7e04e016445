"""Files that leave the house (書き出すファイル)."""
