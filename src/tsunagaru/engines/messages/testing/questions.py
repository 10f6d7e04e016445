"""Questions and answers, for the tests of those who ask (テスト用の質問と返事)."""

import json
from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

from tsunagaru.engines.messages.gateways import sms_receipts
from tsunagaru.engines.messages.gateways.channels import Contract, Kind
from tsunagaru.engines.messages.gateways.line_hook import Pressed, Wrote
from tsunagaru.engines.messages.gateways.mail_addresses import reply_to
from tsunagaru.engines.messages.gateways.sms_answers import ShortAnswer
from tsunagaru.engines.messages.models import Broadcast, Subscriber, Target
from tsunagaru.engines.messages.models.subscribers import ContactKind
from tsunagaru.engines.messages.queries.briefs import token_key
from tsunagaru.engines.messages.rules.tokens import token
from tsunagaru.engines.messages.services.hearing import take_short_message
from tsunagaru.engines.messages.services.hooking import take_line_event
from tsunagaru.engines.messages.services.mail_arriving import Took, take_letter
from tsunagaru.engines.messages.services.subscribing import add_address

SECRET = "a-secret-for-tests"  # noqa: S105 - of a provider that does not exist


def link_to(person: Subscriber) -> str:
    """Return the path of somebody's own page in the last question to them (本人のページ)."""
    target = Target.objects.filter(subscriber=person.pk).order_by("-broadcast").first()
    assert target is not None
    own = Broadcast.objects.get(pk=target.broadcast).own_page
    return own.replace("{token}", token(token_key(), target.broadcast, target.seq))


def in_line(person: Subscriber, user: str, *, at: datetime) -> None:
    """Let somebody be a friend in LINE (LINEの友だち)."""
    add_address(person, ContactKind.LINE, user, way="line", at=at, confirmed=True)


def by_sms(person: Subscriber, number: str, *, at: datetime) -> None:
    """Give somebody a mobile telephone (携帯電話)."""
    add_address(person, ContactKind.SMS, number, way="phone", at=at, confirmed=True)


def pressed(user: str, data: str, *, at: datetime, key: str = "e1") -> str | None:
    """Let somebody press a button in LINE; return what they are answered (ボタンを押す)."""
    return take_line_event(Pressed(event_id=key, user=user, at=at, data=data))


def text_in(way: str, address: str, text: str, *, at: datetime) -> str | None:
    """Let somebody write in LINE or by short message; return the answer (書いて送る)."""
    key = uuid4().hex
    if way == "sms":
        return take_short_message(ShortAnswer(key, address, text, at))
    return take_line_event(Wrote(event_id=key, user=address, at=at, text=text))


def sms_hook(sender: str, text: str, *, at: datetime) -> tuple[list[Contract], bytes, str]:
    """Return contracts, and the body and header of a provider's hook (届いたSMSの通知)."""
    told = {"id": "s1", "from": sender, "text": text, "at": at.isoformat()}
    body = json.dumps({"messages": [told]}).encode()
    header = sms_receipts.sign(body, secret=SECRET, epoch=int(at.timestamp()))
    return [Contract(Kind.SMS, {"secret": SECRET})], body, header


def mail_in(subscriber: UUID, letter: Callable[[str], bytes], *, at: datetime) -> bool:
    """Let somebody reply to the last question by mail; tell whether it was wanted (返信する)."""
    target = Target.objects.filter(subscriber=subscriber).order_by("-broadcast").first()
    assert target is not None
    to = reply_to(token(token_key(), target.broadcast, target.seq), domain="town.example")
    return take_letter(letter(to), secret=SECRET, at=at) == Took.ANSWER
