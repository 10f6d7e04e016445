"""What every act on a case writes down (経過の記録)."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from tsunagaru.engines.cases.models import Case, Entry
from tsunagaru.engines.cases.rules import Act, CannotDecideYet, State, move
from tsunagaru.ground import rows
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.offers import installed

RECEIVED = "received"


class CaseCodes(TypedDict):
    """The codes every event of a case carries."""

    kind: str
    code: str
    channel: str
    age_band: str
    district: str


def facts_of(case: Case) -> CaseCodes:
    """Return the codes every event of a case carries."""
    return CaseCodes(
        kind=case.kind,
        code=case.code,
        channel=case.channel,
        age_band=case.age_band,
        district=case.district,
    )


def note(case: Case, *, kind: str, at: datetime, by: Actor | None = None, text: str = "") -> None:
    """Add a line to the timeline; the first says that the case was received."""
    entry = Entry(
        case=case,
        at=at,
        order=0 if kind == RECEIVED else _next_order(case),
        kind=kind,
        text=text,
        by=by.staff if by else None,
        by_name=by.name if by else "",
    )
    rows.add(entry)


def _next_order(case: Case) -> int:
    last = rows.first(Entry, case=case.pk, order=("-order",))
    return last.order + 1 if last else 0


def take(case: UUID, act: Act) -> Case:
    """Lock a case and move it to its next state.

    Raises:
        Case.DoesNotExist: there is no such case.
        CannotMove: the act is not allowed in its state.
    """
    row = rows.get(Case, lock=True, pk=case)
    row.state = move(State(row.state), act)
    return row


def check_bars(row: Case, outcome: str) -> None:
    """Ask the package that opened a case whether it may be decided so now.

    Raises:
        CannotDecideYet: something else must come first.
    """
    for offers in installed():
        for panel in offers.panels:
            if panel.kind == row.kind and panel.bars and (why := panel.bars(row.subject, outcome)):
                raise CannotDecideYet(why)


def lacking_of(row: Case, outcome: str) -> list[str]:
    """Ask the package that opened a case what should be there before it is decided so (不足)."""
    return [
        sentence
        for offers in installed()
        for panel in offers.panels
        if panel.kind == row.kind and panel.lacks
        for sentence in panel.lacks(row.subject, outcome)
    ]
