"""A parcel as a letter (メールの文面): written once, a few bytes added for each recipient."""

from base64 import encodebytes
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, parseaddr

from tsunagaru.engines.messages.gateways.channels import Parcel, Recipient
from tsunagaru.engines.messages.gateways.mail_addresses import reply_to
from tsunagaru.engines.messages.gateways.wording import clean, cut, one_line

TITLE = 200
EOL = b"\r\n"
Sign = Callable[[bytes, bytes], bytes]


@dataclass(frozen=True)
class Sender:
    """From whom letters come (差出人).

    Args:
        address: ``name <address>`` or an address.
        domain: of message ids and bounces.
        sign: gives a DKIM header for head and body; None where the relay signs, or nobody.
    """

    address: str
    domain: str
    sign: Sign | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """The parts of a letter that are the same for everybody (共通部分)."""

    parcel: Parcel
    sender: Sender
    head: bytes
    body: bytes

    def to_all(self) -> bytes:
        """Return one letter to many, none of whom sees the others."""
        head = b"To: undisclosed-recipients:;\r\n" + self._id("") + self.head
        return self._finished(head, self.body)

    def to_one(self, one: Recipient, path: str) -> bytes:
        """Return the letter to one, with the link by which they leave the list (RFC 8058).

        Where nobody may leave, but everybody has a page of their own, with the link to that.

        Args:
            path: their address as it stands in the envelope.
        """
        if not self.parcel.leave_url:
            return self._to_its_own(one, path)
        link = self.parcel.leave_url.replace("{token}", one.token).encode("ascii", "replace")
        leave = b"List-Unsubscribe: <" + link + b">\r\nList-Unsubscribe-Post: "
        leave += b"List-Unsubscribe=One-Click\r\n"
        head = b"To: <" + path.encode() + b">\r\n" + self._id(f"-{one.seq}") + leave + self.head
        return self._finished(head, self.body + self._farewell(link))

    def _to_its_own(self, one: Recipient, path: str) -> bytes:
        """A letter that asks for an answer: by a page of their own, or by simply replying."""
        head = b"To: <" + path.encode() + b">\r\n" + self._id(f"-{one.seq}")
        if one.token:
            reply = reply_to(one.token, domain=self.sender.domain)
            head += f"Reply-To: <{reply}>\r\n".encode()
        own = self.parcel.url_of(one).encode("ascii", "replace")
        return self._finished(head + self.head, self.body + _encoded(b"\r\n" + own + b"\r\n"))

    def _id(self, suffix: str) -> bytes:
        return f"Message-ID: <{self.parcel.key}{suffix}@{self.sender.domain}>\r\n".encode()

    def _farewell(self, link: bytes) -> bytes:
        if not self.parcel.leave_words:
            return b""
        words = one_line(self.parcel.leave_words).encode()
        return _encoded(b"\r\n\r\n" + words + b"\r\n" + link + b"\r\n")

    def _finished(self, head: bytes, body: bytes) -> bytes:
        signature = self.sender.sign(head, body) if self.sender.sign else b""
        return signature + head + EOL + body


def write(parcel: Parcel, sender: Sender, *, at: datetime) -> Letter:
    """Write a parcel as a letter of plain text.

    Args:
        at: now; of the header ``Date``.
    """
    headers = [
        b"From: " + _from(sender.address),
        b"Subject: " + _words(cut(one_line(parcel.title), TITLE), "Subject"),
        b"Date: " + format_datetime(at).encode(),
        b"MIME-Version: 1.0",
        b"Content-Type: text/plain; charset=utf-8",
        b"Content-Transfer-Encoding: base64",
        b"Auto-Submitted: auto-generated",
    ]
    if parcel.urgent:
        headers += [b"Importance: high", b"X-Priority: 1"]
    url = "" if parcel.own_url else parcel.url
    text = "\n\n".join(part for part in (clean(parcel.body).strip(), url) if part)
    plain = text.encode("utf-8", "replace").replace(b"\n", EOL)
    # Whole groups of three bytes: what is added for one recipient is encoded on its own.
    plain += b" " * (-len(plain + EOL) % 3) + EOL
    return Letter(parcel, sender, EOL.join(headers) + EOL, _encoded(plain))


def _encoded(plain: bytes) -> bytes:
    return encodebytes(plain).replace(b"\n", EOL)


def _words(text: str, name: str) -> bytes:
    if text.isascii() and len(text) <= 60:  # noqa: PLR2004 - fits on the header's line
        return text.encode()
    header = Header(text, "utf-8", header_name=name)
    return header.encode(linesep="\r\n").encode("ascii", "replace")


def _from(address: str) -> bytes:
    name, plain = parseaddr(one_line(address))
    if not name:
        return b"<" + plain.encode("ascii", "replace") + b">"
    # Encoded always: no quoting can go wrong.
    words = Header(name, "utf-8", header_name="From").encode(linesep="\r\n")
    return words.encode() + b" <" + plain.encode("ascii", "replace") + b">"
