"""Places (地域): the town, its areas (大字) and districts (区), its calendar and its words."""
