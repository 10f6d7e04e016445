"""Makers of shelters, tablets and people for tests (テスト用の避難所)."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from tsunagaru.ground.people.testing import Cast, a_clerk, a_resident, actor_of
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import JST
from tsunagaru.services.shelters.definitions import SheltersFile
from tsunagaru.services.shelters.gateways.boxes import close_box
from tsunagaru.services.shelters.models import Evacuee, Opening, Setup, Tablet
from tsunagaru.services.shelters.rules import payloads
from tsunagaru.services.shelters.services.desk import enter
from tsunagaru.services.shelters.services.loading import apply
from tsunagaru.services.shelters.services.opening import open_shelter
from tsunagaru.services.shelters.services.supplies import Wanted, request_supply
from tsunagaru.services.shelters.services.syncing import Parcel, take
from tsunagaru.services.shelters.services.tablets import enrol, prepare

Arguments = tuple[dict[str, Any], dict[str, Any]]
NOON = datetime(2026, 7, 1, 12, tzinfo=JST)
NAME = {"ja": "中央体育館", "easy": "たいいくかん", "en": "Central Gym"}
SITE = {
    "code": "gym",
    "name": NAME,
    "address": "見本町1番地",
    "district": "d01",
    "latitude": 35.35,
    "longitude": 138.96,
    "capacity": 200,
    "hazards": ["flood", "earthquake"],
    "pets": True,
    "wheelchair": True,
    "sections": ["jumin"],
}
SCHOOL = SITE | {"code": "school", "name": NAME | {"ja": "見本小学校"}, "sections": []}
WATER = {"code": "water", "name": "飲料水", "unit": "本"}


def shelters_of_a_town(**changes: Any) -> SheltersFile:  # noqa: ANN401 - any field
    """Let a town have two shelters, run by the section of the cast (避難所の決まり)."""
    whole = {"section": "jumin", "supplies": [WATER], "shelters": [SITE, SCHOOL], **changes}
    parsed = SheltersFile.model_validate(whole)
    if changes or not Setup.objects.exists():
        apply([parsed], at=NOON)
    return parsed


def an_opening(
    code: str = "gym", *, by: Actor | None = None, at: datetime = NOON, drill: bool = False
) -> Opening:
    """Open a shelter (開設)."""
    shelters_of_a_town()
    return open_shelter(code, drill=drill, by=by or actor_of(a_clerk(), at=at), at=at)


def a_tablet(opening: Opening, *, at: datetime = NOON) -> tuple[Tablet, str]:
    """Enrol a tablet; return it with its key (端末)."""
    _, code = prepare(opening.pk, "玄関", by=actor_of(a_clerk(), at=at), at=at)
    return enrol(code, at=at)


def an_arrival(number: int = 1, *, at: datetime = NOON, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    """Return what a tablet tells of somebody who came (到着)."""
    kana = "".join(chr(ord("ア") + 2 * int(sign)) for sign in str(number))
    person = {"family": "見本", "given": f"{number}", "kana_family": "ミホン", "kana_given": kana}
    told = {"kind": "arrive", "told_at": at.timestamp() * 1000, "how": "hand", "person": person}
    return told | {"birth_on": "1980-01-01", "family": str(uuid4())} | changes


def sealed(tablet: Tablet, told: object, id: UUID | None = None) -> tuple[UUID, str]:
    """Return an entry as a tablet sends it (封をした記録)."""
    key = id or uuid4()
    return key, close_box(tablet.public, key, told, nonce=secrets.token_bytes(12))


def send(
    tablet: Tablet,
    boxes: Sequence[tuple[UUID, str]],
    *,
    at: datetime,
    behind: timedelta | None = None,
) -> dict[UUID, str]:
    """Let a tablet send entries; its clock may be behind (端末から送る)."""
    clock = (at - (behind or timedelta())).timestamp() * 1000
    return dict(take(tablet.pk, Parcel(clock, len(boxes), boxes), at=at))


def _opened(cast: Cast) -> Opening:
    at = clock.now()
    return an_opening(by=actor_of(cast.clerk, at=at), at=at)


def _opening(cast: Cast) -> Arguments:
    return {"opening": _opened(cast).pk}, {"opening": uuid4()}


def _change(cast: Cast) -> Arguments:
    return {"opening": _opened(cast).pk, "act": "close"}, {"opening": uuid4(), "act": "close"}


def _site(_cast: Cast) -> Arguments:
    shelters_of_a_town()
    return {"code": "gym"}, {"code": "nowhere"}


def _person(cast: Cast) -> Arguments:
    return {"evacuee": a_person(_opened(cast), at=clock.now()).pk}, {"evacuee": uuid4()}


def _resident(_cast: Cast) -> Arguments:
    return {"resident": a_resident().id}, {"resident": uuid4()}


def _move(cast: Cast) -> Arguments:
    known, missing = _person(cast)
    return known | {"kind": "out"}, missing | {"kind": "out"}


def _tablet(cast: Cast) -> Arguments:
    return {"tablet": a_tablet(_opened(cast), at=clock.now())[0].pk}, {"tablet": uuid4()}


def _entry(cast: Cast) -> Arguments:
    tablet, _ = a_tablet(_opened(cast), at=clock.now())
    Tablet.objects.filter(pk=tablet.pk).update(revoked_at=clock.now())
    box = sealed(tablet, an_arrival())
    send(tablet, [box], at=clock.now())
    return {"entry": box[0], "act": "drop"}, {"entry": uuid4(), "act": "drop"}


def _request(cast: Cast) -> Arguments:
    opening, key = _opened(cast), uuid4()
    by, at = actor_of(cast.clerk, at=clock.now()), clock.now()
    request_supply(opening.pk, Wanted("water", 10, key), by=by, at=at)
    return {"asked": key, "act": "accept"}, {"asked": uuid4(), "act": "accept"}


def a_person(opening: Opening, number: int = 1, *, at: datetime = NOON, **told: Any) -> Evacuee:  # noqa: ANN401 - of an arrival
    """Let somebody be entered at the desk (避難者)."""
    payload = payloads.read(an_arrival(number, at=at, **told), now=at)
    assert payload
    by = actor_of(a_clerk(), at=at)
    return enter(opening.pk, payload, key=uuid4(), by=by, at=at)


SPECIMENS = {
    "shelters:shelter": _site,
    "shelters:open": _site,
    "shelters:change": _change,
    "shelters:choose_listed": _resident,
    "shelters:move": _move,
    "shelters:revoke": _tablet,
    "shelters:settle": _entry,
    "shelters:move_request": _request,
    **{f"shelters:{page}": _opening for page in ("move_supply", "request_supply", "reports")},
    **{f"shelters:{page}": _person for page in ("person", "merge")},
    **{
        f"shelters:{page}": _opening
        for page in ("desk", "people", "handover", "arrive", "prepare", "names_key", "supplies")
    },
}
