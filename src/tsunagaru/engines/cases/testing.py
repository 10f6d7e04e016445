"""Makers of cases for others' tests (テスト用の案件)."""

from datetime import datetime
from uuid import UUID, uuid4

from tsunagaru.engines.cases.queries import CaseView
from tsunagaru.engines.cases.services.opening import open_case
from tsunagaru.kernel.clock import JST

MONDAY = datetime(2026, 4, 6, 10, tzinfo=JST)


def a_case(
    *,
    section: str = "seikatsu",
    at: datetime = MONDAY,
    standard_days: int = 5,
    resident: UUID | None = None,
    kind: str = "test",
    code: str = "dog-registration",
) -> CaseView:
    """Return a freshly opened case."""
    return open_case(
        kind=kind,
        subject=uuid4(),
        code=code,
        title="犬の登録",
        section=section,
        received_at=at,
        standard_days=standard_days,
        channel="online",
        resident=resident,
        age_band="40-59",
        district="",
        at=at,
    )
