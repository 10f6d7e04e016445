"""What the table of permissions opens (権限の検査の対象): an existing thing and a missing one."""

from typing import Any
from uuid import uuid4

from tsunagaru.engines.messages.models import Broadcast
from tsunagaru.engines.messages.queries.briefs import token_key
from tsunagaru.engines.messages.queries.subscribers import link_path
from tsunagaru.engines.messages.rules.tokens import token
from tsunagaru.engines.messages.services import composing
from tsunagaru.engines.messages.services.printing import make_letters
from tsunagaru.engines.messages.services.subscribing import Wishes, subscribe
from tsunagaru.engines.messages.testing.makers import a_draft, a_subscriber
from tsunagaru.ground.people.testing import actor_of
from tsunagaru.kernel import clock

Arguments = tuple[dict[str, Any], dict[str, Any]]


def _contact(cast: Any) -> Arguments:  # noqa: ANN401 - people's cast
    row = a_subscriber("hana@example.jp", resident=cast.resident_a.id, at=clock.now())
    return {"contact": row.contacts.get().pk}, {"contact": uuid4()}


def _link(purpose: str) -> Any:  # noqa: ANN401 - a maker
    def make(_cast: Any) -> Arguments:  # noqa: ANN401 - people's cast
        confirmed = purpose == "settings"
        row = a_subscriber("hana@example.jp", at=clock.now(), confirmed=confirmed)
        path = link_path(purpose, row.contacts.get().pk, clock.now())
        return {"token": path.rstrip("/").rsplit("/", 1)[-1]}, {"token": "none"}

    return make


def _draft(cast: Any) -> Arguments:  # noqa: ANN401 - people's cast
    return {"number": a_draft(cast.clerk.id, at=clock.now())}, {"number": 999_999}


def _asked(cast: Any) -> Arguments:  # noqa: ANN401 - people's cast
    number = a_draft(cast.clerk.id, at=clock.now())
    composing.ask(number, by=cast.clerk.id, at=clock.now())
    return {"number": number}, {"number": 999_999}


def _sent(_cast: Any) -> Arguments:  # noqa: ANN401 - people's cast
    author, approver = uuid4(), uuid4()
    number = a_draft(author, at=clock.now())
    composing.ask(number, by=author, at=clock.now())
    composing.approve(number, by=approver, at=clock.now(), even_to_nobody=True)
    return {"number": number}, {"number": 999_999}


def _target(_cast: Any) -> Arguments:  # noqa: ANN401 - people's cast
    a_subscriber("hana@example.jp", at=clock.now())
    number = _sent(None)[0]["number"]
    return {"token": token(token_key(), number, 1)}, {"token": "a" * 32}


def _followed(_cast: Any) -> Arguments:  # noqa: ANN401 - people's cast
    author = uuid4()
    texts = {"ja": {"title": "地図", "body": "https://www.town.example/map"}}
    number = a_draft(author, at=clock.now(), texts=texts)
    composing.ask(number, by=author, at=clock.now())
    composing.approve(number, by=uuid4(), at=clock.now(), even_to_nobody=True)
    return {"number": number, "code": "1l"}, {"number": number, "code": "2l"}


def _printed(cast: Any) -> Arguments:  # noqa: ANN401 - people's cast
    subscribe(cast.resident_a.id, Wishes(on_paper=True), way="counter", at=clock.now())
    number = a_draft(cast.clerk.id, at=clock.now())
    composing.ask(number, by=cast.clerk.id, at=clock.now())
    composing.approve(number, by=cast.head.id, at=clock.now(), even_to_nobody=True)
    return {"number": number}, {"number": 999_999}


def _done(cast: Any) -> Arguments:  # noqa: ANN401 - people's cast
    found = _batch(cast)[0]
    return {"number": found["number"]}, {"number": 999_999}


def _batch(cast: Any) -> Arguments:  # noqa: ANN401 - people's cast
    number = _printed(cast)[0]["number"]
    make_letters(Broadcast.objects.get(pk=number).pk, by=actor_of(cast.clerk), at=clock.now())
    return {"number": number, "batch": 1}, {"number": number, "batch": 9}


def _resident(cast: Any) -> Arguments:  # noqa: ANN401 - people's cast
    return {"resident": cast.resident_a.id}, {"resident": uuid4()}


SPECIMENS = {
    "messages:contact": _contact,
    "messages:confirm": _link("confirm"),
    "messages:settings": _link("settings"),
    "messages:broadcast": _sent,
    "messages:leave": _target,
    "messages:follow": _followed,
    "messages:staff_letters": _done,
    "messages:staff_letters_pdf": _batch,
    "messages:staff_broadcast": _draft,
    "messages:staff_edit": _draft,
    "messages:staff_act": _asked,
    "messages:staff_return": _asked,
    "messages:staff_recipients": _draft,
    "messages:staff_subscriber": _resident,
    "messages:staff_phone": _resident,
    "messages:staff_subscriber_act": _resident,
}
