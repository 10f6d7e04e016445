"""Pages of the page parts: preferences, errors, and the gallery for developers."""
