"""kill -9 while a message goes to many (一斉配信の訓練): nobody is left out, LINE never doubles."""

from tests.drills.conftest import NewTown, Tell
from tests.drills.databases import Database
from tests.drills.dispatchers import (
    CHUNK,
    PEOPLE,
    RESULTS,
    WITHOUT_OUTCOME,
    die_at_each_step,
    kill_and_work,
    most_doubled,
    received,
    run,
    told,
)
from tsunagaru.engines.messages.gateways.simulators.running import apart


def test_kills_at_any_moment_leave_nobody_out_and_double_little(
    database: Database, new_town: NewTown, tell: Tell
) -> None:
    town = new_town()
    with apart() as ports:
        run(town, "settle", str(PEOPLE), f"http://127.0.0.1:{ports['http']}")
        run(town, "release")
        deaths = die_at_each_step(database, town, ports)
        deaths += kill_and_work(database, town, ports)
        report = received(ports)
    tell(f"{database.kind}: {PEOPLE} people, {deaths} kills, {told(report)}")
    assert database.ask(town, WITHOUT_OUTCOME) == [(0,)]
    assert dict(database.ask(town, RESULTS)) == {"accepted": PEOPLE}
    assert sum(one["people"] for one in report.values()) == PEOPLE
    assert report["line"]["duplicates"] == 0
    for kind in CHUNK:
        assert report[kind]["duplicates"] <= most_doubled(kind, deaths)
