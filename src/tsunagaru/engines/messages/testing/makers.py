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

from tsunagaru.engines.messages.definitions import TopicsFile
from tsunagaru.engines.messages.gateways.channels import Channel, Contract, Kind, Parcel, Recipient
from tsunagaru.engines.messages.gateways.opening import open_channels
from tsunagaru.engines.messages.gateways.simulators.demo import contracts_at
from tsunagaru.engines.messages.gateways.simulators.providers import Providers
from tsunagaru.engines.messages.gateways.simulators.running import in_a_thread
from tsunagaru.engines.messages.models import Email, Notice, Subscriber, Template
from tsunagaru.engines.messages.models.subscribers import ContactKind
from tsunagaru.engines.messages.rules.audience import Audience
from tsunagaru.engines.messages.services import composing, loading, topics
from tsunagaru.engines.messages.services.sending import hand_email_over
from tsunagaru.engines.messages.services.subscribing import Wishes, add_address, subscribe
from tsunagaru.kernel.folder import Folder

TOWNS = Path(__file__).resolve().parents[5] / "towns"


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

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(serve())
        loop.call_soon(ready.set)  # not before it runs for good: it may be told to stop at once
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


def post(at: datetime) -> None:
    """Hand over every e-mail that waits (送信)."""
    for letter in Email.objects.filter(state=Email.State.QUEUED):
        hand_email_over(letter.notice_id, at=at)


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


def a_template(
    at: datetime,
    code: str = "receipt",
    text: str = "{title} {number}",
    **more: Any,  # noqa: ANN401 - any field
) -> None:
    """Load one notice's text."""
    words = {lang: f"{lang}：{text}" for lang in ("ja", "easy", "en")}
    content = {"code": code, "title": words, "body": words, "email": words, **more}
    Template.objects.create(code=code, content=content, loaded_at=at)


@contextmanager
def simulated_providers(*, chunking: bool = True) -> Iterator[Providers]:
    """Run LINE, a push service, a mail relay and an SMS provider over loopback (模擬事業者)."""
    with in_a_thread(chunking=chunking) as providers:
        yield providers


def contracts_with(providers: Providers, *, timeout_s: float = 10) -> list[Contract]:
    """Return the town's contracts with simulated providers (見本の契約)."""
    return contracts_at(providers.http, providers.smtp, timeout_s=timeout_s)


def hand_to(providers: Providers, kind: Kind, *parcels: Parcel, timeout_s: float = 10) -> list[Any]:
    """Hand parcels to a channel at one time; give the answers or what was raised.

    The channel is opened for this and closed again.
    """

    async def hand(channel: Channel) -> list[Any]:
        try:
            whole = asyncio.gather(*(channel.send(one) for one in parcels), return_exceptions=True)
            return list(await whole)
        finally:
            await channel.close()

    async def run() -> list[Any]:
        return await hand(open_channels(contracts_with(providers, timeout_s=timeout_s))[kind])

    return asyncio.run(run())


def a_parcel(*addresses: str, **changes: Any) -> Parcel:  # noqa: ANN401 - a parcel's own parts
    """Return a parcel for some addresses, numbered from 1 (送信のまとまり)."""
    people = [Recipient(n, one, f"t{n}") for n, one in enumerate(addresses, start=1)]
    given: dict[str, Any] = {
        "key": UUID(int=7),
        "title": "大雨のお知らせ",
        "body": "川に近づかないでください。",
        "recipients": people,
        "url": "https://town.example/m/1",
    }
    return Parcel(**given | changes)


def the_town_topics(at: datetime, name: str = "oyama") -> None:
    """Load the topics of a town folder (町の話題)."""
    folder = Folder(TOWNS / name)
    parsed = folder.read(topics.FILE, TopicsFile)
    folder.check()
    if parsed is not None:
        topics.apply(parsed, at)


def a_subscriber(
    address: str,
    *,
    at: datetime,
    topics: tuple[str, ...] = (),
    resident: UUID | None = None,
    language: str = "ja",
    confirmed: bool = True,
) -> Subscriber:
    """Register somebody with an e-mail address (受信者)."""
    wishes = Wishes(topics=topics, language=language)
    row = subscribe(resident, wishes, way="online", at=at)
    add_address(row, ContactKind.EMAIL, address, way="online", at=at, confirmed=confirmed)
    return row


def a_draft(by: UUID, *, at: datetime, topic: str = "", **more: Any) -> int:  # noqa: ANN401 - of the draft
    """Write a message to many (下書き)."""
    words: dict[str, Any] = {
        "texts": {"ja": {"title": "水道工事のお知らせ", "body": "工事をします。"}},
        "audience": Audience(topics=(topic,) if topic else ()),
        "section": "jumin",
        "topic": topic,
    }
    return composing.draft(composing.Draft(**words | more), by=by, at=at)
