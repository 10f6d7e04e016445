"""A push service (模擬のプッシュサービス): RFC 8030, 8291 and 8292, and it looks at what comes."""

import json
from itertools import count
from time import time

from tsunagaru.engines.messages.gateways.simulators.browsers import CannotOpen, is_signed, opened
from tsunagaru.engines.messages.gateways.simulators.http_server import Asked, Told
from tsunagaru.engines.messages.gateways.simulators.knobs import Desk, Mood, strikes

PLACE = "/push/"
MOST_BYTES, LONGEST_TOPIC = 4_096, 32


class PushDesk(Desk):
    """A push service's side of the wire (プッシュサービスの窓口)."""

    def __init__(self) -> None:
        super().__init__()
        self.origin = ""
        self._numbers = count(1)

    def forget(self) -> None:
        """Begin anew."""
        super().forget()
        self._known: set[str] = set()
        self._looked = 0.0

    def answer(self, asked: Asked) -> Told:
        """Answer a request to a browser's address."""
        self.requests["push"] += 1
        mood = self.mood()
        if mood is Mood.BUSY:
            return self._tell(429)
        if mood is Mood.BROKEN:
            return self._tell(503)
        told = self._tell(self._work(asked))
        told.wait_s = self.knobs.latency_ms / 1000
        if mood is Mood.HANGING:
            told.wait_s = self.knobs.hang_s
        return told if mood is not Mood.SILENT else Told(wait_s=-1)

    def _work(self, asked: Asked) -> int:
        number = asked.path.removeprefix(PLACE)
        if not number.isdigit() or strikes(asked.path, self.knobs.bad_share):
            return 404
        if self.blocks(asked.path):
            return 410
        topic = asked.header("topic")
        status = self._wrong(asked, topic)
        if status == 201:  # noqa: PLR2004 - created
            status, words = self._look(asked.body, int(number))
            self.takes(topic.encode() + words, (asked.path,))
        return status

    def _wrong(self, asked: Asked, topic: str) -> int:
        word = asked.header("authorization")
        if word not in self._known:
            if not is_signed(word, origin=self.origin, now=time()):
                return 403
            self._known.add(word)
        if len(asked.body) > MOST_BYTES:
            return 413
        sealed = asked.header("content-encoding") == "aes128gcm"
        if not sealed or not asked.header("ttl").isdigit() or len(topic) > LONGEST_TOPIC:
            return 400
        return 201

    def _look(self, body: bytes, number: int) -> tuple[int, bytes]:
        """Open a share of what comes; what cannot be opened counts as a failure of the town's.

        Returns:
            The status, and the title where every one is opened: there two wordings can be told.
        """
        self._looked += self.knobs.verify_share
        if self._looked < 1:
            return 201, b""
        self._looked -= 1
        try:
            content = json.loads(opened(body, number))
            self.keep(content)
        except (CannotOpen, ValueError):
            self.requests["unreadable"] += 1
            return 400, b""
        self.requests["opened"] += 1
        return 201, str(content.get("title")).encode() if self.knobs.verify_share >= 1 else b""

    def _tell(self, status: int) -> Told:
        self.requests[str(status)] += 1
        if status == 201:  # noqa: PLR2004 - created
            return Told(status, headers={"Location": f"{self.origin}/m/{next(self._numbers)}"})
        wait = f"{self.knobs.retry_after_s:.0f}"
        late = status in (429, 503) and self.knobs.retry_after_s
        return Told(status, headers={"Retry-After": wait} if late else {})
