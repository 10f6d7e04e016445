"""What people type into messages' pages (お知らせの入力欄): cleaned, never saved here."""
