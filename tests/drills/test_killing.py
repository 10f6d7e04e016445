"""kill -9 of web, worker and database while people apply (強制終了の訓練)."""

import os
import random
import sys

import pytest

from tests.drills.books import plain, read_books, wait_until_calm
from tests.drills.conftest import NewTown
from tests.drills.crowd import STEPS, After, Crowd, mailbox
from tests.drills.databases import Database
from tests.drills.killer import Killer
from tests.walks.town import Town, end
from tools.mail import MailServer

APPLICATIONS = int(os.environ.get("TSUNAGARU_DRILL_APPLICATIONS", "300"))


def test_kills_lose_nothing_and_double_nothing(
    database: Database,
    new_town: NewTown,
    mail: MailServer,
    capsys: pytest.CaptureFixture[str],
) -> None:
    town = new_town(**mail.environment)
    crowd, killer = apply_under_fire(town, database)
    books = read_books(database, town)
    with capsys.disabled():
        sys.stdout.write(told(database, crowd, killer, mail))
    assert crowd.failures == []
    assert killer.total >= STEPS * len(killer.targets)
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
        crowd = Crowd(town.address, after_step=kill_after_steps(killer))
        killer.start()
        crowd.apply(range(APPLICATIONS))
        killer.stop()
        town.wait_until_up()
        wait_until_calm(database, town)
    finally:
        end(process)
    return crowd, killer


def kill_after_steps(killer: Killer) -> After:
    """Kill each target once after each step, spread over the applications."""
    places = [(step, target) for step in range(1, STEPS + 1) for target in killer.targets]
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
        f"\n{database.kind}: {len(crowd.receipts)} receipts, kills: {kills};"
        f" letters {mail.taken.total()}, of them doubled {mail.doubled}\n"
    )
