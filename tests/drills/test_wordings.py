"""kill -9 while two wordings are compared (文面の比較の訓練): nobody gets both, nobody is lost."""

from tests.drills.broadcasting import IN_CHOICE
from tests.drills.conftest import NewTown, Tell
from tests.drills.databases import Database
from tests.drills.dispatchers import (
    HANG_ON,
    a_crowd,
    check_reach,
    die_at_each_step,
    kill_and_work,
    received,
    told,
    worker,
)
from tests.walks.town import Town

PEOPLE = 2400
FIRST_WAVE = "SELECT count(*) FROM messaging_chunk WHERE state <> 'done' AND wording IN (1, 2)"
TIME_TO_CHOOSE = "UPDATE messaging_comparison SET judged_at = '2026-01-01'"
CHOSEN = "SELECT chosen FROM messaging_comparison"


def test_kills_at_any_moment_send_nobody_both_wordings_and_lose_nobody(
    database: Database, new_town: NewTown, tell: Tell
) -> None:
    town = new_town()
    with a_crowd(town, PEOPLE, "compare") as ports:
        deaths = die_at_each_step(database, town, ports)
        deaths += kill_and_work(database, town, ports, FIRST_WAVE)
        deaths += die_while_choosing(database, town, ports)
        deaths += kill_and_work(database, town, ports)
        report = received(ports)
    both = sum(one["others"] for one in report.values())
    tell(f"{database.kind}: {PEOPLE} people, {deaths} kills, {told(report)}, {both} got both")
    assert both == 0
    assert database.ask(town, CHOSEN) == [(1,)]
    check_reach(database, town, report, PEOPLE, deaths)


def die_while_choosing(database: Database, town: Town, ports: dict[str, int]) -> int:
    """Let a dispatcher die when it has chosen, but not committed; nothing is chosen by it."""
    database.do(town, TIME_TO_CHOOSE)
    assert worker(town, ports, IN_CHOICE).wait() == -9
    assert database.ask(town, CHOSEN) == [(None,)]
    database.do(town, HANG_ON)
    return 1
