"""How days are written in each language (日付の書き方); templates name the format."""
