"""Ports of the stand-ins of a demo (ポート番号), beside that of the web."""

HIGHEST, DISTANCE = 65_535, 1_000


def beside(port: str, distance: int = DISTANCE) -> int:
    """Return a port at a distance from the web's, above it where there is room."""
    base = int(port)
    return base + distance if base + distance <= HIGHEST else base - distance
