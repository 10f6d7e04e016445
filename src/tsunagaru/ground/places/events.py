"""Events of places (地域の出来事)."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class TownLoaded(Event, name="town.loaded"):
    """The town folder's places and words were brought up to date (町の情報の読み込み)."""

    town: str
    changes: int = measure()
