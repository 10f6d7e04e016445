"""Security (情報セキュリティ): the individual number is kept out and looked for (initiative 30)."""
