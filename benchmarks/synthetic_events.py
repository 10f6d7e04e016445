"""A million made-up events for every event that an indicator asks for (合成の出来事)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, make_dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from ruamel.yaml import YAML

from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.events import AgeBand, Channel, Event, measure
from tsunagaru.kernel.formula import Count, Formula, Median, Sum, parse, sources

BEGIN = datetime(2025, 4, 1, tzinfo=JST)
DAYS = 730
PREFIX = "bench."
DISTRICTS = tuple(f"d{n:02}" for n in range(1, 41))


@dataclass
class Wanted:
    """What the indicators ask of one event."""

    codes: dict[str, set[str]]
    sums: set[str]
    medians: set[str]


def read_formulas(path: Path) -> list[Formula]:
    """Return the formulas of an ``indicators.yaml``."""
    return [parse(one["formula"]) for one in YAML(typ="safe").load(path)["indicators"]]


def wanted_by(formulas: Sequence[Formula]) -> dict[str, Wanted]:
    """Return by event which codes and measures the formulas ask for."""
    wanted: dict[str, Wanted] = {}
    for source in (s for formula in formulas for s in sources(formula)):
        if isinstance(source, Count | Sum | Median):
            event = wanted.setdefault(source.event, Wanted({}, set(), set()))
            for code, value in source.where:
                event.codes.setdefault(code, {"no", "other"}).add(value)
            if isinstance(source, Sum):
                event.sums.add(source.measure)
            elif isinstance(source, Median):
                event.medians.add(source.measure)
    return wanted


def classes_for(wanted: dict[str, Wanted]) -> list[tuple[type[Event], Wanted]]:
    """Return an event class for each name, under a name of its own in the catalogue."""
    return [(_event_class(name, want), want) for name, want in wanted.items()]


def _event_class(name: str, want: Wanted) -> type[Event]:
    own: list[Any] = [(code, str) for code in want.codes if code != "channel"]
    own += [(one, int, measure()) for one in want.sums - want.medians]
    own += [(one, int, measure(histogram=True)) for one in want.medians]
    plain = make_dataclass(
        "Synthetic", own, frozen=True, kw_only=True, namespace={"__module__": __name__}
    )

    @dataclass(frozen=True, kw_only=True)
    class Synthetic(plain, Event, name=f"{PREFIX}{name}"):  # type: ignore[misc,valid-type]  # fields are only known here
        """An event made up for measuring (合成)."""

    return Synthetic


def make(
    classes: Sequence[tuple[type[Event], Wanted]], number: int, rng: Random
) -> Iterator[Event]:
    """Yield so many events in the order of time, over 24 months."""
    channels, bands = tuple(map(str, Channel)), tuple(map(str, AgeBand))
    step = timedelta(days=DAYS) / number
    choices = [(event, *_choices(want)) for event, want in classes]
    for n in range(number):
        event, codes, measures = rng.choice(choices)
        facts: dict[str, Any] = {code: rng.choice(values) for code, values in codes}
        facts |= {one: rng.randrange(60) for one in measures}
        facts["channel"] = rng.choice(channels)
        yield event(
            id=UUID(int=rng.getrandbits(128), version=4),
            at=BEGIN + n * step,
            subject=UUID(int=n),
            age_band=rng.choice(bands),
            district=rng.choice(DISTRICTS),
            **facts,
        )


def _choices(want: Wanted) -> tuple[list[tuple[str, tuple[str, ...]]], list[str]]:
    codes = [(code, tuple(sorted(values))) for code, values in want.codes.items()]
    return [one for one in codes if one[0] != "channel"], sorted(want.sums | want.medians)
