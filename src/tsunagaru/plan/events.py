"""Events of the plan (計画の出来事)."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class PlanLoaded(Event, name="plan.loaded"):
    """The plan was brought to what the town folder says (計画の読み込み). Subject: the plan."""

    version: str
    changes: int = measure()


@dataclass(frozen=True, kw_only=True)
class InitiativeRevised(Event, name="initiative.revised"):
    """The town changed an initiative's sheet or ties (取組の見直し). Subject: the plan."""

    initiative: str


@dataclass(frozen=True, kw_only=True)
class IndicatorsMeasured(Event, name="indicators.measured"):
    """All indicators were written down for a day (指標の記録). Subject: the plan."""

    live: int = measure()
    all: int = measure()


@dataclass(frozen=True, kw_only=True)
class FigureEntered(Event, name="figure.entered"):
    """Staff entered a number from outside (外部の統計の入力). Subject: the figure."""

    figure: str
