"""Pages of procedures: finder, detail, register, public API."""
