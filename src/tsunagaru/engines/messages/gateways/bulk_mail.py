"""E-mail in bulk (メールの一斉送信): to a relay, a hundred recipients in one go.

An alert is one letter to a hundred. News, and what asks for an answer, is a letter for each, since
each has a link of their own.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from tsunagaru.engines.messages.gateways import mail_letter
from tsunagaru.engines.messages.gateways.channels import (
    Answer,
    CannotReach,
    Kind,
    Limits,
    Parcel,
    Recipient,
    Result,
)
from tsunagaru.engines.messages.gateways.mail_addresses import ReturnPath, bounce_to, path_of
from tsunagaru.engines.messages.gateways.mail_letter import Letter, Sender
from tsunagaru.engines.messages.gateways.smtp_wire import Relay, Said, Wire, dial
from tsunagaru.kernel import clock

GOOD, GO_ON, LATER_FROM, REFUSED_FROM = 300, 354, 400, 500
NO_SUCH_BOX = (550, 551, 553)
POLICY = "5.7."  # refused for what we are, not for who they are
# Letters in the air on one line: what a lost line can double, at most.
WINDOW = 20
RSET = b"RSET\r\n"
Pair = tuple[Recipient, str]


class BulkMail:
    """The town's mail relay (メールの中継).

    Args:
        secret: signs the address to which bounces return.
        now: the time in the letters' heads.

    Source:
        RFC 5321 (SMTP), 2920 (pipelining), 3030 (chunking), 8058 (one-click).
    """

    kind = Kind.EMAIL
    limits = Limits(parcel=100, at_once=4)

    def __init__(
        self, relay: Relay, sender: Sender, *, secret: str, now: Callable[[], datetime] = clock.now
    ) -> None:
        self._relay, self._sender, self._secret, self._now = relay, sender, secret, now
        self._idle: list[Wire] = []

    async def send(self, parcel: Parcel) -> Sequence[Answer]:
        """Hand a parcel to the relay.

        Where the line dies in the midst of news, those of whom nothing is known are for later.

        Raises:
            CannotReach: nothing is known of anybody.
        """
        pairs = [(one, path_of(one.address)) for one in parcel.recipients]
        answers = [Answer(one.seq, Result.REFUSED, code="address") for one, at in pairs if not at]
        able = [pair for pair in pairs if pair[1]]
        if not able:
            return answers
        letter = mail_letter.write(parcel, self._sender, at=self._now())
        wire = self._idle.pop() if self._idle else None
        if wire is None or not wire.usable:
            wire = await dial(self._relay)
        try:
            own = parcel.leave_url or parcel.own_url
            hand_over = self._news if own else self._alert
            answers += await hand_over(wire, letter, able)
        except BaseException:
            await wire.close()
            raise
        self._idle.append(wire)
        return answers

    async def _alert(self, wire: Wire, letter: Letter, pairs: Sequence[Pair]) -> list[Answer]:
        content, key = letter.to_all(), letter.parcel.key
        envelope = [RSET, self._mail(key, None), *(_rcpt(path) for _, path in pairs)]
        if wire.chunking:
            *said, end = await wire.ask([*envelope, _bdat(content)])
        else:
            *said, ready = await wire.ask([*envelope, b"DATA\r\n"])
            end = ready
            if ready.number == GO_ON:
                taken = any(one.number < GOOD for one in said[2:])
                [end] = await wire.ask([_dotted(content) if taken else b".\r\n"])
        _refuse_sender(said[1])
        return [
            _answer(one, heard, end, f"{key}")
            for (one, _), heard in zip(pairs, said[2:], strict=True)
        ]

    async def _news(self, wire: Wire, letter: Letter, pairs: Sequence[Pair]) -> list[Answer]:
        answers: list[Answer] = []
        whole = wire.chunking and wire.pipelining
        try:
            for at in range(0, len(pairs), WINDOW):
                window = pairs[at : at + WINDOW]
                await (self._counted if whole else self._ended)(wire, letter, window, answers)
        except CannotReach as error:
            if not answers:
                raise
            unknown = pairs[len(answers) :]
            answers += [Answer(one.seq, Result.LATER, code=error.code) for one, _ in unknown]
            await wire.close()
        return answers

    async def _counted(
        self, wire: Wire, letter: Letter, pairs: Sequence[Pair], answers: list[Answer]
    ) -> None:
        """All letters of a window in one go: each says how long it is (BDAT)."""
        commands: list[bytes] = []
        for one, path in pairs:
            commands += self._envelope(letter, one, path)
            commands.append(_bdat(letter.to_one(one, path)))
        heard: list[Said] = []
        try:
            await wire.hear(commands, heard)
        finally:
            for (one, _), at in zip(pairs, range(0, len(heard) - 3, 4), strict=False):
                answers.append(_single(letter, one, heard[at + 1 : at + 4]))

    async def _ended(
        self, wire: Wire, letter: Letter, pairs: Sequence[Pair], answers: list[Answer]
    ) -> None:
        """A letter at a time, for relays that do not count (DATA)."""
        for one, path in pairs:
            *said, ready = await wire.ask([*self._envelope(letter, one, path), b"DATA\r\n"])
            if ready.number == GO_ON:
                taken = said[2].number < GOOD
                content = _dotted(letter.to_one(one, path)) if taken else b".\r\n"
                [ready] = await wire.ask([content])
            answers.append(_single(letter, one, [*said[1:], ready]))

    def _envelope(self, letter: Letter, one: Recipient, path: str) -> list[bytes]:
        return [RSET, self._mail(letter.parcel.key, one.seq), _rcpt(path)]

    def _mail(self, key: UUID, seq: int | None) -> bytes:
        back = bounce_to(ReturnPath(key, seq), secret=self._secret, domain=self._sender.domain)
        return f"MAIL FROM:<{back}>\r\n".encode()

    async def close(self) -> None:
        """Hang up."""
        while self._idle:
            await self._idle.pop().close()


def _rcpt(path: str) -> bytes:
    return b"RCPT TO:<" + path.encode() + b">\r\n"


def _bdat(content: bytes) -> bytes:
    return b"BDAT %d LAST\r\n" % len(content) + content


def _dotted(content: bytes) -> bytes:
    """End a letter by a dot; none of its own lines may be taken for it."""
    return content.replace(b"\r\n.", b"\r\n..") + b".\r\n"


def _refuse_sender(said: Said) -> None:
    """Our own address is not taken: no recipient's fault.

    Raises:
        CannotReach: always when refused.
    """
    if said.number >= GOOD:
        raise CannotReach(said.code)


def _single(letter: Letter, one: Recipient, said: Sequence[Said]) -> Answer:
    sender, heard, end = said
    _refuse_sender(sender)
    return _answer(one, heard, end, f"{letter.parcel.key}-{one.seq}")


def _answer(one: Recipient, heard: Said, end: Said, ref: str) -> Answer:
    """Return what the reply to the recipient, or else to the letter, says."""
    if heard.number in NO_SUCH_BOX and not heard.finer.startswith(POLICY):
        return Answer(one.seq, Result.GONE, code=heard.code)
    decisive = heard if heard.number >= GOOD else end
    if decisive.number < GOOD:
        return Answer(one.seq, Result.ACCEPTED, ref, decisive.code)
    later = LATER_FROM <= decisive.number < REFUSED_FROM
    return Answer(one.seq, Result.LATER if later else Result.REFUSED, code=decisive.code)
