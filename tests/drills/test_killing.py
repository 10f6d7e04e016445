"""kill -9 of web, worker and database while people apply (強制終了の訓練)."""

import os
import random

from tests.drills.books import plain, read_books, wait_until_calm
from tests.drills.conftest import NewTown, Tell
from tests.drills.crowd import STEPS, After, Crowd, mailbox
from tests.drills.databases import Database
from tests.drills.killer import Killer
from tests.walks.town import Town, end
from tools.mail import MailServer

APPLICATIONS = int(os.environ.get("TSUNAGARU_DRILL_APPLICATIONS", "200"))
ENOUGH_FOR_EACH_STEP = 500


def test_kills_lose_nothing_and_double_nothing(
    database: Database,
    new_town: NewTown,
    mail: MailServer,
    tell: Tell,
) -> None:
    town = new_town(**mail.environment)
    crowd, killer = apply_under_fire(town, database)
    steps = steps_on(database)
    books = read_books(database, town)
    tell(told(database, crowd, killer, mail))
    assert crowd.failures == []
    assert killer.total >= len(steps) * len(killer.targets)
    assert len(crowd.acknowledged) == APPLICATIONS
    assert {plain(one) for one in crowd.acknowledged} <= set(books.applications)
    assert len(set(books.drafts)) == len(books.drafts)
    assert books.cases == books.events == books.notices == books.applications
    assert books.dead == books.unsent == 0
    assert {mailbox(number) for number in range(APPLICATIONS)} == mail.addresses
    assert len({key for _, key in mail.taken}) == len(books.applications)
    assert mail.doubled <= killer.total


def apply_under_fire(town: Town, database: Database) -> tuple[Crowd, Killer]:
    """Let people apply while web, worker and database are killed; then let all come to rest."""
    process = town.start("up", "--months", "0")
    try:
        town.wait_until_up()
        killer = Killer(process.pid, database, random.Random(1))  # noqa: S311 - to repeat the drill
        crowd = Crowd(town.address, after_step=kill_after_steps(killer, steps_on(database)))
        killer.start()
        crowd.apply(range(APPLICATIONS))
        killer.stop()
        town.wait_until_up()
        wait_until_calm(database, town)
    finally:
        end(process)
    return crowd, killer


def steps_on(database: Database) -> range:
    """Return after which steps something is killed: every other one on each database.

    A long drill, as it is run by hand, kills after each step on both.
    """
    if APPLICATIONS >= ENOUGH_FOR_EACH_STEP:
        return range(1, STEPS + 1)
    return range(1 + (database.kind == "sqlite"), STEPS + 1, 2)


def kill_after_steps(killer: Killer, steps: range) -> After:
    """Kill each target once after each of some steps, spread over the applications."""
    places = [(step, target) for step in steps for target in killer.targets]
    every = max(1, APPLICATIONS // len(places))
    wanted = {number * every: place for number, place in enumerate(places)}

    async def after_step(number: int, step: int) -> None:
        if number in wanted and wanted[number][0] == step:
            await killer.kill_soon(wanted[number][1])

    return after_step


def told(database: Database, crowd: Crowd, killer: Killer, mail: MailServer) -> str:
    """Return the drill in one line."""
    kills = ", ".join(f"{target} {number}" for target, number in killer.kills.items())
    return (
        f"{database.kind}: {len(crowd.receipts)} receipts, kills: {kills};"
        f" letters {mail.taken.total()}, of them doubled {mail.doubled}"
    )
