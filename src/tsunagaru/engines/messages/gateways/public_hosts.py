"""Addresses that somebody else gave us (他人が決めた宛先): never into our own network."""

import re
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any
from urllib.parse import SplitResult, urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

HTTPS = 443
_WRITTEN = re.compile(r"[!-\[\]-~]{1,2048}")  # no blanks, no backslashes that readers differ on


def is_public(text: str) -> bool:
    """Tell whether an IP address is one of the open internet's."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    inner = _inside(address)
    return inner.is_global and not inner.is_multicast


def _inside(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address that an IPv6 one only wraps."""
    if isinstance(address, IPv4Address):
        return address
    if address.packed[:12] == bytes.fromhex("0064ff9b0000000000000000"):  # NAT64
        return IPv4Address(address.packed[12:])
    return address.ipv4_mapped or address.sixtofour or address


def origin_of(url: str, *, loopback: bool = False) -> str:
    """Return the origin of an address to which we may post; empty where we may not.

    Args:
        loopback: take this machine as well, in the clear (the simulator).
    """
    parts = _parts(url)
    if parts is None or parts.username is not None or parts.password is not None:
        return ""
    host = parts.hostname or ""
    if loopback and host == "127.0.0.1":
        return f"{parts.scheme}://{parts.netloc}"
    usual = parts.scheme == "https" and parts.port in (None, HTTPS)
    return f"https://{host}" if usual and host and _named_openly(host) else ""


def _parts(url: str) -> SplitResult | None:
    if not _WRITTEN.fullmatch(url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port  # reading a port that is none raises
    except ValueError:
        return None
    return None if port == 0 else parts


def _named_openly(host: str) -> bool:
    last = host.rstrip(".").rpartition(".")[2]
    if ":" in host or last.isdigit() or last.startswith("0x"):  # some spelling of a number
        return is_public(host)
    return "." in host.rstrip(".") and last not in ("local", "internal", "localhost", "localdomain")


class PublicResolver(AbstractResolver):
    """Looks names up, and forgets what leads into our own network (DNS rebinding).

    Args:
        inner: the resolver that asks; the system's own where none is given.
    """

    def __init__(self, inner: AbstractResolver | None = None) -> None:
        self._inner = inner

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the public addresses of a name.

        Raises:
            OSError: there is none.
        """
        self._inner = self._inner or ThreadedResolver()
        found: list[Any] = await self._inner.resolve(host, port, family)
        public = [one for one in found if is_public(one["host"])]
        if not public:
            raise OSError(None, f"no public address: {host}")
        return public

    async def close(self) -> None:
        """Close what asks."""
        if self._inner is not None:
            await self._inner.close()
