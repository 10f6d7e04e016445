"""Reads of the seal review (押印見直しの参照)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tsunagaru.services.procedures.models import SealDecision
from tsunagaru.services.procedures.queries.register import Filter, RegisterLine, register
from tsunagaru.services.procedures.rules.seals import (
    BASIS_NAMES,
    KIND_NAMES,
    VERDICT_NAMES,
    Proposal,
    Seal,
    SealKind,
    Verdict,
    propose,
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


def review(*, at: datetime, wanted: Filter, verdict: str = "") -> Sequence[Reviewed]:
    """Return the procedures to review, with what the criteria propose (押印見直しの一覧).

    Args:
        verdict: only those whose proposal is this.
    """
    made = decisions()
    found = []
    for line in register(at=at, wanted=wanted):
        past = made.get(line.row.code, [])
        one = Reviewed(line, propose(seal_of(line)), past[0] if past else None)
        if verdict in ("", one.proposal.verdict if one.proposal else None):
            found.append(one)
    return found


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
