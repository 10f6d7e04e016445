"""No statement reads a table that grows with the town's days as a whole (索引のない読み取り).

SQLite chooses its way by the shape of a statement and the indexes, not by how many rows there are;
so a few simulated weeks tell what a year would read.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from tsunagaru.conf.loading import load
from tsunagaru.conf.simulating import Simulation, simulate
from tsunagaru.ground.people.api import create_demo_people
from tsunagaru.kernel.clock import JST

pytestmark = pytest.mark.django_db
TOWNS = Path(__file__).resolve().parents[4] / "towns"
NOW = datetime(2026, 11, 2, 10, tzinfo=JST)
# Tables with as many rows as the town has places, officers, announcements or calls for ideas (two
# a year): reading them whole is the shortest way.
SMALL = frozenset(
    {
        *("applications_procedure", "bookings_resource", "bookings_round", "counter_group"),
        *("community_dues", "community_duesyear", "community_gathering", "community_group"),
        *("community_member", "community_minutes", "community_setup", "community_survey"),
        *("community_term", "hearing_idearound", "hearing_setup", "messaging_broadcast"),
        *("payments_drawer", "payments_paypoint", "payments_setup", "people_section"),
        *("places_area", "places_district", "places_town"),
    }
)
# Grown tables that are read whole on purpose.
KNOWINGLY = {
    "people_resident": "once, for those who live in the simulated town",
    "messaging_contact": "a message to everybody goes to everybody, along the key",
    "ledger_audit": "the last row, along the key",
    "community_rosterentry": "each night, against who lives where",
    "community_paperhome": "each night, against who lives where",
    "cases_case": "the simulated clerks look at every open case of the town",
}
SCAN = re.compile(r"SCAN ([a-z]\w+)")


@pytest.fixture
def statements(db: None) -> Mapping[str, Any]:
    """Every text that a small town sends in two months, with one set of its values."""
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite plans by shape alone")
    seen: dict[str, Any] = {}

    def note(execute: Any, text: str, values: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django's signature
        if not many:
            seen.setdefault(text, values)
        return execute(text, values, many, context)

    with transaction.atomic():
        load(TOWNS / "oyama", at=NOW)
        create_demo_people(at=NOW)
        with connection.execute_wrapper(note):
            simulate(Simulation(400, 2, 7), at=NOW, progress=lambda *_: None)
        transaction.set_rollback(True)
    return seen


def read_whole(statements: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each table read whole, with the statement."""
    with connection.cursor() as cursor:
        for text, values in statements.items():
            if re.match(r"\s*(SELECT|UPDATE|DELETE|WITH)\b", text):
                plan = cursor.execute(f"EXPLAIN QUERY PLAN {text}", values).fetchall()
                for *_, step in plan:
                    if found := SCAN.match(step):
                        yield found[1], text


def test_no_statement_of_the_town_reads_a_growing_table_as_a_whole(
    statements: Mapping[str, Any],
) -> None:
    tables = set(connection.introspection.table_names())
    found = {t: text for t, text in read_whole(statements) if t in tables}
    assert {t: s for t, s in found.items() if t not in SMALL and t not in KNOWINGLY} == {}


def test_a_table_without_a_fitting_index_would_be_found() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite plans by shape alone")
    bare = {'SELECT id FROM "ledger_event" WHERE "facts" = %s': ["{}"]}
    assert [table for table, _ in read_whole(bare)] == ["ledger_event"]
