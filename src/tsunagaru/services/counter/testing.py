"""Makers of counters and numbers for tests (テスト用の窓口)."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from tsunagaru.ground.people.testing import Cast
from tsunagaru.kernel import clock
from tsunagaru.kernel.clock import JST, day_of
from tsunagaru.kernel.events import Channel
from tsunagaru.services.counter.definitions import GroupDefinition
from tsunagaru.services.counter.models import Group, Roll, Turn
from tsunagaru.services.counter.queries import token_of
from tsunagaru.services.counter.services.issuing import issue

MONDAY = datetime(2026, 12, 7, 9, tzinfo=JST)
WINDOWS = [{"code": "w1", "name": "1番窓口"}, {"code": "w2", "name": "2番窓口"}]


def a_group(code: str = "jumin", letter: str = "A", **changes: Any) -> GroupDefinition:  # noqa: ANN401 - any field
    """Return a group of two counters (窓口グループ)."""
    content = {
        "code": code,
        "section": "jumin",
        "letter": letter,
        "name": {"ja": "住民", "easy": "住民", "en": "Residents"},
        "windows": WINDOWS,
        "opens": "08:30",
        "closes": "17:15",
        **changes,
    }
    one = GroupDefinition.model_validate(content)
    Group.objects.update_or_create(
        code=code,
        defaults={
            "section": one.section,
            "content": one.model_dump(mode="json"),
            "loaded_at": MONDAY,
        },
    )
    return one


def a_turn(at: datetime = MONDAY, code: str = "jumin", number: str = "") -> Turn:
    """Hand out a number (番号札)."""
    made = issue(code, channel=Channel.COUNTER, press=uuid4(), at=at, number=number)
    return Turn.objects.get(pk=made)


def _link(_cast: Cast) -> tuple[dict[str, Any], dict[str, Any]]:
    """Make a number of today whatever the hour, as the page reads the clock."""
    a_group()
    now = clock.now()
    day = day_of(now)
    roll, _ = Roll.objects.get_or_create(group_id="jumin", day=day)
    row = Turn.objects.create(
        label="A900", group_id="jumin", queue_id="jumin", day=day, number=900 + roll.last,
        channel="online", taken_at=now,
    )  # fmt: skip
    return {"token": token_of(row.pk)}, {"token": f"{token_of(row.pk)}x"}


def _window(_cast: Cast) -> tuple[dict[str, Any], dict[str, Any]]:
    a_group()
    return {"code": "jumin", "window": "w1"}, {"code": "jumin", "window": "nowhere"}


SPECIMENS = {
    **{f"counter:{name}": _link for name in ("turn", "slip", "code_picture", "leave")},
    **{f"counter:{name}": _window for name in ("staff_window", "staff_act")},
}
