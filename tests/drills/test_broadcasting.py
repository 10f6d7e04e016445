"""kill -9 while a message goes to many (一斉配信の訓練): nobody is left out, LINE never doubles."""

from tests.drills.conftest import NewTown, Tell
from tests.drills.databases import Database
from tests.drills.dispatchers import (
    PEOPLE,
    a_crowd,
    check_reach,
    die_at_each_step,
    kill_and_work,
    received,
    told,
)


def test_kills_at_any_moment_leave_nobody_out_and_double_little(
    database: Database, new_town: NewTown, tell: Tell
) -> None:
    town = new_town()
    with a_crowd(town, PEOPLE, "release") as ports:
        deaths = die_at_each_step(database, town, ports)
        deaths += kill_and_work(database, town, ports)
        report = received(ports)
    tell(f"{database.kind}: {PEOPLE} people, {deaths} kills, {told(report)}")
    check_reach(database, town, report, PEOPLE, deaths)
