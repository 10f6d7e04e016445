"""Ports of the stand-ins of a demo (ポート番号), beside that of the web."""

import socket

HIGHEST, DISTANCE = 65_535, 1_000


def beside(port: str, distance: int = DISTANCE) -> int:
    """Return a port at a distance from the web's, above it where there is room."""
    base = int(port)
    return base + distance if base + distance <= HIGHEST else base - distance


def taken(port: str) -> bool:
    """Tell whether another program listens on a port of this machine (使用中)."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", int(port)))
        except OSError:
            return True
    return False
