"""Reads of the seal review (押印見直しの参照)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tsunagaru.engines.applications import api as applications
from tsunagaru.services.procedures.models import SealDecision
from tsunagaru.services.procedures.queries.register import Filter, RegisterLine, register
from tsunagaru.services.procedures.rules.seals import (
    BASIS_NAMES,
    KIND_NAMES,
    VERDICT_NAMES,
    CannotDecideSeal,
    Proposal,
    Seal,
    SealKind,
    Verdict,
    kind_after,
    propose,
    speaks_of_seals,
)


@dataclass(frozen=True)
class Decided:
    """One decision about a seal, in words (押印見直しの決定)."""

    row: SealDecision

    @property
    def verdict(self) -> str:
        """Return what was decided."""
        return VERDICT_NAMES[Verdict(self.row.verdict)]

    @property
    def before(self) -> str:
        """Return the seal until then."""
        return KIND_NAMES[SealKind(self.row.before)]

    @property
    def after(self) -> str:
        """Return the seal from then on."""
        return KIND_NAMES[SealKind(self.row.after)]


@dataclass(frozen=True)
class Reviewed:
    """One procedure on the page of the seal review (押印見直しの行)."""

    line: RegisterLine
    proposal: Proposal | None
    last: Decided | None

    @property
    def is_open(self) -> bool:
        """Tell whether its seal waits for a first decision (決定が必要か)."""
        return self.proposal is not None and self.last is None

    @property
    def basis(self) -> str:
        """Return what asks for the seal."""
        return BASIS_NAMES[self.line.row.seal_basis]

    @property
    def proposed(self) -> str:
        """Return the proposed verdict in words."""
        return VERDICT_NAMES[self.proposal.verdict] if self.proposal else ""


@dataclass(frozen=True)
class Abolished:
    """A procedure whose seal was abolished or replaced (押印を廃止した手続)."""

    line: RegisterLine
    decided: Decided


def seal_of(line: RegisterLine) -> Seal:
    """Return the seal of a procedure as the rules see it."""
    row = line.row
    return Seal(row.seal, row.seal_basis, frozenset(row.seal_needs.split()))


def decisions() -> dict[str, list[Decided]]:
    """Return all decisions by procedure, latest first (決定の履歴)."""
    found: dict[str, list[Decided]] = {}
    for one in SealDecision.objects.order_by("-position"):
        found.setdefault(one.code, []).append(Decided(one))
    return found


def history(code: str) -> list[Decided]:
    """Return the decisions about one procedure, latest first (決定の履歴)."""
    rows = SealDecision.objects.filter(code=code).order_by("-position")
    return [Decided(one) for one in rows]


class Show(StrEnum):
    """Which procedures the review lists (見直しの一覧に出すもの)."""

    OPEN = "open"
    DECIDED = "decided"
    ALL = "all"


SHOW_NAMES = {
    Show.OPEN: "決定が必要なもの（押印を求め、まだ決定していないもの）",
    Show.DECIDED: "決定したもの",
    Show.ALL: "台帳のすべて",
}


def review(
    *, at: datetime, wanted: Filter, verdict: str = "", show: Show = Show.ALL
) -> Sequence[Reviewed]:
    """Return the procedures to review, with what the criteria propose (押印見直しの一覧).

    Args:
        verdict: only those whose proposal is this.
        show: only those that wait for a decision, or were decided about.
    """
    made = decisions()
    found = []
    for line in register(at=at, wanted=wanted):
        past = made.get(line.row.code, [])
        one = Reviewed(line, propose(seal_of(line)), past[0] if past else None)
        shown = {Show.OPEN: one.is_open, Show.DECIDED: one.last is not None, Show.ALL: True}
        if shown[show] and verdict in ("", one.proposal.verdict if one.proposal else None):
            found.append(one)
    return found


def against(codes: Collection[str], verdict: Verdict, *, at: datetime) -> list[Reviewed]:
    """Return those for which the criteria propose something else (案と違う決定).

    What cannot be decided so at all is not among them: it is refused by name.
    """
    rows = (one for one in review(at=at, wanted=Filter()) if one.line.row.code in codes)
    return [one for one in rows if one.proposal and _differs(one, one.proposal, verdict)]


def _differs(one: Reviewed, proposal: Proposal, verdict: Verdict) -> bool:
    try:
        kind_after(seal_of(one.line), verdict)
    except CannotDecideSeal:
        return False
    return proposal.verdict is not verdict


def counts_of(found: Sequence[Reviewed]) -> dict[str, int]:
    """Return how many there are, and how many of each proposal (見直しの案の内訳)."""
    return {
        "all": len(found),
        "stamps": sum(one.proposal is not None for one in found),
        **{
            one.value: sum(bool(row.proposal and row.proposal.verdict is one) for row in found)
            for one in Verdict
        },
    }


def abolished(*, at: datetime) -> Sequence[Abolished]:
    """Return the procedures whose seal is gone by decision, latest first (押印を廃止した手続)."""
    made = decisions()
    found = [
        Abolished(line, made[line.row.code][0])
        for line in register(at=at)
        if line.row.code in made
        and not line.row.seal.is_stamp
        and made[line.row.code][0].row.verdict in {Verdict.ABOLISH, Verdict.SIGN}
    ]
    return sorted(found, key=lambda one: one.decided.row.position, reverse=True)


def still_tells(form: str) -> bool:
    """Tell whether a form speaks of a seal beside what it says of its own (押印の記載の残り)."""
    try:
        found = applications.procedure(form)
    except applications.CannotFind:
        return False
    named = [one.name.ja for one in found.documents]
    rest = {"pages", "parts", "after", "outcomes", "who"}
    return speaks_of_seals([*named, found.model_dump(mode="json", include=rest)])
