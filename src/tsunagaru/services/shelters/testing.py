"""Makers of shelters, tablets and people for tests (テスト用の避難所)."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from tsunagaru.ground.people.testing import a_clerk, actor_of
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import JST
from tsunagaru.services.shelters.definitions import SheltersFile
from tsunagaru.services.shelters.gateways.boxes import close_box
from tsunagaru.services.shelters.models import Opening, Setup, Tablet
from tsunagaru.services.shelters.services.loading import apply
from tsunagaru.services.shelters.services.opening import open_shelter
from tsunagaru.services.shelters.services.syncing import Parcel, take
from tsunagaru.services.shelters.services.tablets import enrol, prepare

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
    tablet: Tablet, boxes: Sequence[tuple[UUID, str]], *, at: datetime, behind: timedelta | None = None
) -> dict[UUID, str]:
    """Let a tablet send entries; its clock may be behind (端末から送る)."""
    clock = (at - (behind or timedelta())).timestamp() * 1000
    return dict(take(tablet.pk, Parcel(clock, len(boxes), boxes), at=at))
