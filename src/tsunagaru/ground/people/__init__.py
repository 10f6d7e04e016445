"""People (住民・職員): residents, accounts, sections, roles (initiatives 01, 02, 33)."""
