"""Partners (連携先): the HTTP API and the programs that may use it (initiatives 02, 09)."""
