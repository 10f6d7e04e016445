"""The clerks of a simulated town (模擬の担当者): they take cases on and decide them."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from random import Random

from tsunagaru.engines.cases.models import Case
from tsunagaru.engines.cases.rules import CannotDecideYet, State
from tsunagaru.engines.cases.services.handling import assign, decide
from tsunagaru.ground.people.api import staff_of
from tsunagaru.ground.places.api import calendar
from tsunagaru.kernel.access import Actor, Grant, Kind, Role
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.offers import World, installed
from tsunagaru.kernel.panels import PanelView

REFUSED_SHARE = 0.02
SEEN_ON_PAPER = "窓口で紙の書類を確認しました。"
OFFICE_OPENS, OFFICE_MINUTES = time(8, 30), 8 * 60


def work_a_day(world: World, day: date) -> int:
    """Let the clerks of every section work through one day (1日の処理).

    Returns:
        How many cases were decided; none on a day the office is closed.
    """
    if not calendar().is_open(day):
        return 0
    open_now = Case.objects.filter(
        state__in=(State.RECEIVED, State.EXAMINING), received_at__lt=_moment(day, 0)
    )
    return sum(_handle(world, row, day) for row in open_now.order_by("received_at"))


def _handle(world: World, row: Case, day: date) -> bool:
    """Take a new case on; decide one that is ripe, mostly well within its period."""
    actor = _clerk(world, row.section)
    if actor is None or actor.staff is None:
        return False
    at = _moment(day, world.rng.randrange(OFFICE_MINUTES))
    if row.state == State.RECEIVED:
        assign(row.pk, to=actor.staff, to_name=actor.name, by=actor, at=at)
    ripe = 1 / (1 + row.standard_days * 0.3)
    if world.rng.random() > ripe:
        return False
    outcome, label, reason = _outcome(world, row, at)
    try:
        decide(
            row.pk,
            outcome=outcome,
            label=label,
            reason=reason,
            by=actor,
            at=at,
            despite=SEEN_ON_PAPER,
        )
    except CannotDecideYet:
        return False
    return True


def _outcome(world: World, row: Case, at: datetime) -> tuple[str, str, str]:
    """Return outcome, label and reason: nearly always what was asked for."""
    known: dict[str, PanelView] = world.memory.setdefault("panels", {})
    if row.code not in known:
        known[row.code] = _panel(row, at)
    panel = known[row.code]
    labels = dict(panel.outcomes) or {"granted": "認める"}
    refusals = [code for code in labels if panel.reasons.get(code)]
    if refusals and world.rng.random() < REFUSED_SHARE:
        code = refusals[0]
        return code, labels[code], panel.reasons[code][0]
    return "granted", labels.get("granted", "認める"), ""


def _panel(row: Case, at: datetime) -> PanelView:
    panels = (panel for offers in installed() for panel in offers.panels)
    for panel in panels:
        if panel.kind == row.kind:
            return panel.read(row.subject, Actor(kind=Kind.STAFF), at)
    return PanelView(sections=())


def _clerk(world: World, section: str) -> Actor | None:
    """Return one of the section's clerks."""
    teams: dict[str, list[Actor]] = world.memory.setdefault("clerks", {})
    if section not in teams:
        teams[section] = [
            Actor(
                kind=Kind.STAFF,
                staff=one.id,
                name=one.name,
                grants=frozenset({Grant(Role.CLERK, section)}),
            )
            for one in staff_of(section)
        ]
    return _one(teams[section], world.rng)


def _one(team: Iterable[Actor], rng: Random) -> Actor | None:
    members = list(team)
    return rng.choice(members) if members else None


def _moment(day: date, minutes: int) -> datetime:
    return datetime.combine(day, OFFICE_OPENS, JST) + timedelta(minutes=minutes)
