"""An event is brought to the reactions that are for it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from tsunagaru.kernel.events import Event, awaiting, when


@dataclass(frozen=True, kw_only=True)
class BellRung(Event, name="test.bell_rung"):
    """A bell was rung."""

    loud: str


def hear(_event: BellRung) -> None:
    """Hear every bell."""


def wake_up(_event: BellRung) -> None:
    """Hear loud bells only."""


def rung(loud):
    return BellRung(at=datetime(2026, 4, 1, tzinfo=UTC), subject=uuid4(), loud=loud)


def test_a_reaction_may_be_for_some_events_only():
    when(BellRung, hear)
    when(BellRung, wake_up, only={"loud": "yes"})
    names = [name.rsplit(".", 1)[1] for name in awaiting(rung("yes"))]
    assert names == ["hear", "wake_up"]
    assert [name.rsplit(".", 1)[1] for name in awaiting(rung("no"))] == ["hear"]
