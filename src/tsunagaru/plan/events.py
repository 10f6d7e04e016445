"""Events of the plan (計画の出来事)."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class PlanLoaded(Event, name="plan.loaded"):
    """The plan was brought to what the town folder says (計画の読み込み). Subject: the plan."""

    version: str
    changes: int = measure()
