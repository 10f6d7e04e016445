"""Messages (お知らせ): inbox and e-mail, one promise of delivery (initiatives 02, 05, 10)."""
