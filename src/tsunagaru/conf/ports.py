"""Where the town is reached (アドレス), and ports of the stand-ins of a demo beside the web's."""

import socket
from collections.abc import Sequence

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


def links_begin(url: str, origins: Sequence[str], port: str, *, production: bool) -> str:
    """Return what links in letters begin with (リンクの始まり).

    Args:
        url: the address the town configured, or empty.
        origins: further addresses the town trusts; the first stands in.

    Returns:
        Scheme and host; that of this machine in a demo; empty where nobody said.
    """
    if url or origins:
        return url or origins[0]
    return "" if production else f"http://localhost:{port}"
