"""Makers of records that are due, for others' tests (テスト用の廃棄の対象)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.cases.testing import a_case
from tsunagaru.ground.people.testing import Cast
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor, Grant, Kind, Role
from tsunagaru.services.records_office.models import Disposal, Hold, RetentionRule
from tsunagaru.services.records_office.queries.due import groups
from tsunagaru.services.records_office.services.disposing import dispose

Arguments = tuple[dict[str, Any], dict[str, Any]]


def a_rule(code: str = "ordinary", years: int | None = 5, procedures: str = "*") -> RetentionRule:
    """Return a rule for all procedures, five years unless told otherwise (規則)."""
    return RetentionRule.objects.create(
        code=code, name="申請・届出", years=years, procedures=[procedures]
    )


def a_finished_case(*, at: datetime, section: str = "jumin") -> cases.CaseView:
    """Return a case decided at a time (完結した案件)."""
    made = a_case(section=section, at=at)
    cases.decide(made.id, outcome="granted", label="認める", reason="", by=Actor(), at=at)
    return made


def a_hold(*, section: str = "jumin") -> Hold:
    """Return a hold in force (保留)."""
    return Hold.objects.create(
        case=uuid4(), number="x-1", title="犬の登録", section=section, reason="審査請求中",
        placed_at=clock.now(),
    )  # fmt: skip


def a_disposal() -> Disposal:
    """Return the record of a disposal (廃棄の記録)."""
    a_rule()
    a_finished_case(at=clock.now() - timedelta(days=3000))
    office = Actor(kind=Kind.STAFF, grants=frozenset({Grant(Role.DX_OFFICE)}))
    due = groups(office, clock.now())[0]
    made = dispose(due.rule.code, due.section, seen=due.digest, by=office, at=clock.now())
    return Disposal.objects.get(pk=made)


def _disposal(_cast: Cast) -> Arguments:
    return {"disposal": a_disposal().pk}, {"disposal": uuid4()}


def _group(_cast: Cast) -> Arguments:
    a_rule()
    a_finished_case(at=clock.now() - timedelta(days=3000))
    there = {"rule": "ordinary", "section": "jumin"}
    return there, there | {"rule": "none"}


def _hold(_cast: Cast) -> Arguments:
    return {"hold": a_hold().pk}, {"hold": uuid4()}


SPECIMENS: dict[str, Callable[[Cast], Arguments]] = {
    "records_office:group": _group,
    "records_office:lift": _hold,
    "records_office:disposal": _disposal,
    "records_office:lines": _disposal,
}
