"""Pages and addresses of partners (連携先の画面とAPI)."""
