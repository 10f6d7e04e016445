"""A mail server and texts for others' tests (テスト用のメールサーバー)."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path
from threading import Event, Thread
from typing import Any
from uuid import UUID

from aiosmtpd.smtp import SMTP
from django.test import override_settings

from tsunagaru.engines.messages.models import Email, Notice, Template
from tsunagaru.engines.messages.services import loading
from tsunagaru.kernel.folder import Folder

TOWNS = Path(__file__).resolve().parents[4] / "towns"


class Sink:
    """A mail server that speaks SMTP over loopback and misbehaves on demand (SMTPの受け皿).

    Args:
        answer: reply to each letter's data, or to its recipient; None accepts.
    """

    def __init__(self) -> None:
        self.letters: list[Any] = []
        self.refuse_recipient: str | None = None
        self.answer: str | None = None
        self.port = 0

    async def handle_RCPT(self, *given: Any) -> str:  # noqa: ANN401, N802 - aiosmtpd's protocol
        """Accept or refuse a recipient."""
        if self.refuse_recipient:
            return self.refuse_recipient
        _server, _session, envelope, address, _options = given
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, *given: Any) -> str:  # noqa: ANN401, N802 - aiosmtpd's protocol
        """Keep the letter, or answer as told."""
        if self.answer:
            return self.answer
        self.letters.append(message_from_bytes(given[-1].content))
        return "250 OK"

    def subjects(self) -> list[str]:
        """Return the subjects of the letters that were accepted, decoded."""
        return [str(make_header(decode_header(m["Subject"]))) for m in self.letters]

    def texts(self) -> list[str]:
        """Return the bodies of the letters that were accepted, decoded."""
        return [m.get_payload(decode=True).decode() for m in self.letters]


@contextmanager
def mail_server() -> Iterator[Sink]:
    """Run a mail server on a free port of the loopback address; settings point to it."""
    sink, ready = Sink(), Event()
    loop = asyncio.new_event_loop()

    async def serve() -> None:
        server = await loop.create_server(lambda: SMTP(sink, hostname="sink"), "127.0.0.1", 0)
        sink.port = server.sockets[0].getsockname()[1]
        ready.set()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(serve())
        loop.run_forever()

    thread = Thread(target=run, daemon=True)
    thread.start()
    ready.wait(10)
    with override_settings(EMAIL_HOST="127.0.0.1", EMAIL_PORT=sink.port):
        yield sink
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


def mailed() -> list[Email]:
    """Return the e-mails that were queued, whatever became of them (送ったメール)."""
    return list(Email.objects.select_related("notice").order_by("notice__sent_at"))


def noticed(template: str) -> list[Notice]:
    """Return the notices made from a text (送ったお知らせ)."""
    return list(Notice.objects.filter(template=template).order_by("sent_at"))


def bounce(letter: Email) -> None:
    """Let an e-mail come back (不達)."""
    Email.objects.filter(pk=letter.pk).update(state=Email.State.REFUSED)


def the_town_texts(at: datetime, name: str = "oyama") -> None:
    """Load all notices' texts of a town folder (町の文例)."""
    folder = Folder(TOWNS / name)
    parsed = loading.read(folder)
    folder.check()
    if parsed is not None:
        loading.apply(parsed, at)


def notices_of(resident: UUID | None) -> list[Notice]:
    """Return what stands in somebody's inbox, oldest first (受信箱)."""
    return list(Notice.objects.filter(resident_id=resident).order_by("sent_at"))


def a_template(at: datetime, code: str = "receipt", text: str = "{title} {number}") -> None:
    """Load one notice's text."""
    words = {lang: f"{lang}：{text}" for lang in ("ja", "easy", "en")}
    content = {"code": code, "title": words, "body": words, "email": words}
    Template.objects.create(code=code, content=content, loaded_at=at)
