"""A mail server for drills and benchmarks (メールの受け皿): real SMTP over loopback."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller

from tools.postgres import free_port


class MailServer:
    """Takes letters while it is up; what it took stays known while it is away (SMTP)."""

    def __init__(self) -> None:
        self.port = free_port()
        self.taken: Counter[tuple[str, str]] = Counter()
        self._controller: Controller | None = None

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: ANN401, N802 - aiosmtpd's protocol
        """Note to whom a letter goes and which one it is."""
        key = str(message_from_bytes(envelope.content)["Message-ID"])
        self.taken.update((address, key) for address in envelope.rcpt_tos)
        return "250 OK"

    def start(self) -> None:
        """Listen."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        """Be away."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    @property
    def addresses(self) -> set[str]:
        """Return who got a letter."""
        return {address for address, _ in self.taken}

    @property
    def doubled(self) -> int:
        """Return how many letters came more often than once, each repetition counted."""
        return sum(number - 1 for number in self.taken.values())

    @property
    def environment(self) -> dict[str, str]:
        """Return what a town must be told to use this server."""
        return {"TSUNAGARU_SMTP_HOST": "127.0.0.1", "TSUNAGARU_SMTP_PORT": str(self.port)}


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run a mail server; it is gone afterwards."""
    server = MailServer()
    server.start()
    try:
        yield server
    finally:
        server.stop()
