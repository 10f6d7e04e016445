"""How events are taken apart and put together again."""

import enum
from dataclasses import dataclass
from datetime import UTC, date
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.ground.ledger.rules.facts import (
    cell_of,
    facts_to_keep,
    rebuild,
    rollups,
    shape_of,
    thousandths,
)
from tsunagaru.ground.ledger.tests.happenings import MORNING, happened
from tsunagaru.kernel.events import Event, measure


class Colour(enum.StrEnum):
    """A typed code."""

    RED = "red"


@dataclass(frozen=True, kw_only=True)
class Typed(Event, name="ledger.typed"):
    """Every type a fact may have (型の試験)."""

    colour: Colour
    other: UUID
    on: date
    yes: bool
    text: str
    days: int = measure(histogram=True)
    late: int = 7


typed = st.builds(
    Typed,
    at=st.datetimes(timezones=st.just(UTC)),
    subject=st.uuids(),
    colour=st.just(Colour.RED),
    other=st.uuids(),
    on=st.dates(),
    yes=st.booleans(),
    text=st.sampled_from(["", "a", "b-2"]),
    days=st.integers(0, 10),
    channel=st.sampled_from(["", "online"]),
)


def stored(event):
    return {"id": event.id, "at": event.at, "subject": event.subject}


@given(typed)
def test_an_event_comes_back_as_it_was(event):
    assert rebuild(Typed, stored(event), facts_to_keep(event)) == event


@given(typed)
def test_facts_that_a_later_version_knows_are_ignored(event):
    facts = {**facts_to_keep(event), "unheard_of": "x"}
    assert rebuild(Typed, stored(event), facts) == event


def test_facts_that_an_earlier_version_lacked_get_their_default():
    event = rebuild(Typed, {"id": uuid4(), "at": MORNING, "subject": uuid4()}, {"days": 3})
    assert isinstance(event, Typed)
    got = [event.days, event.late, event.text, event.yes, event.on]
    assert got == [3, 7, "", False, None]


def test_ids_and_dates_never_split_a_cell():
    assert shape_of(Typed).codes == ("channel", "colour", "late", "text", "yes")


def test_a_cell_is_canonical():
    assert cell_of((("b", "2"), ("a", "1"))) == cell_of((("a", "1"), ("b", "2")))


def test_a_measure_that_an_older_event_lacks_adds_nothing():
    facts = {"channel": "online", "outcome": "ok"}
    assert {row.measure for row in rollups(shape_of(type(happened())), facts).rows()} == {""}


@given(st.integers(-(10**9), 10**9))
def test_sums_are_kept_in_whole_thousandths(number):
    assert thousandths(number / 1000) == number
    assert thousandths(number) == number * 1000
