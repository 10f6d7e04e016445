"""Makers of findings and statements for others' tests (テスト用の検出と申出)."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from tsunagaru.ground.people.testing import Cast
from tsunagaru.kernel.access import ANONYMOUS
from tsunagaru.services.security.models import Finding, Statement
from tsunagaru.services.security.queries.statements import Contest
from tsunagaru.services.security.services.contesting import state

Arguments = tuple[dict[str, Any], dict[str, Any]]
NOON = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
CONTEST = Contest("cases:note", "text", "text", "b1:" + "0" * 40)


def a_finding(*, section: str = "jumin") -> Finding:
    """Return an open finding in a note on a case (検出)."""
    return Finding.objects.create(
        table="cases.Entry",
        row=str(uuid4()),
        column="text",
        kind="text",
        fingerprint="b1:" + "0" * 40,
        section=section,
        found_at=NOON,
    )


def a_statement() -> Statement:
    """Return a statement that waits (申出)."""
    return state(CONTEST, claim="invoice", by=ANONYMOUS, at=NOON)


def _finding(_cast: Cast) -> Arguments:
    return {"finding": a_finding().pk}, {"finding": uuid4()}


def _statement(_cast: Cast) -> Arguments:
    return {"statement": a_statement().pk}, {"statement": uuid4()}


def _contest(_cast: Cast) -> Arguments:
    return {"token": CONTEST.token}, {"token": f"{CONTEST.token}x"}


SPECIMENS: dict[str, Callable[[Cast], Arguments]] = {
    "security:finding": _finding,
    "security:statement": _statement,
    "security:contest": _contest,
}
