"""kill -9 of web, worker, provider and database while people pay (支払いの訓練): exactly once."""

import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing

from tests.drills.books import CALM_WITHIN_S, plain, wait_until_calm
from tests.drills.conftest import NewTown, Tell
from tests.drills.crowd import After
from tests.drills.databases import Database
from tests.drills.killer import Killer
from tests.drills.payers import Payers
from tests.walks.town import ROOT, Town, end

APPLICATIONS = int(os.environ.get("TSUNAGARU_DRILL_APPLICATIONS", "60"))
PARTS = ("web", "worker", "provider")
SETTLED = """
from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.queries.books import complaints
from tsunagaru.ground.ledger.api import deliver_all
from tsunagaru.kernel import clock
services.ask_after_open(at=clock.now())
deliver_all(at=clock.now())
print("\\n".join(complaints()) or "BALANCED")
"""
CHARGED = (
    "SELECT a.id, i.state, i.amount_yen, c.payment FROM applications_charge h"
    " JOIN applications_application a ON a.id = h.application_id"
    " JOIN payments_invoice i ON i.subject = h.id JOIN cases_case c ON c.subject = a.id"
)
KEPT = "SELECT count(*), COALESCE(sum(amount_yen), 0) FROM payments_payment WHERE kept"
OWED = (
    "SELECT COALESCE(sum(p.amount_yen), 0) FROM payments_payment p WHERE NOT p.kept"
    " AND NOT EXISTS (SELECT 1 FROM payments_refund r"
    " WHERE r.payment_id = p.id AND r.state = 'done')"
)


def test_kills_lose_no_payment_and_charge_nobody_twice(
    database: Database, new_town: NewTown, tell: Tell
) -> None:
    town = new_town()
    payers, killer = pay_under_fire(town, database)
    rows = database.ask(town, CHARGED)
    by_id = {plain(str(row[0])): row for row in rows}
    at_provider = held_by_provider(town)
    tell(told(database, payers, killer, at_provider))
    assert payers.failures == []
    assert killer.total >= len(killer.targets)
    assert len(payers.receipts) == len(payers.paid) + len(payers.withdrawn) == APPLICATIONS
    assert len(rows) == len(by_id)  # one charge an application
    for number, path in payers.receipts.items():
        row = by_id[plain(path.rstrip("/").split("/")[-1])]
        assert row[2] == 500 * (1 + number % 9)
        wanted = ("paid", "paid") if number in payers.paid else ("cancelled", "")
        assert (row[1], row[3]) == wanted, number
    count, yen = database.ask(town, KEPT)[0]
    assert (count, yen) == (len(payers.paid), at_provider)
    assert database.ask(town, OWED)[0][0] == 0


def pay_under_fire(town: Town, database: Database) -> tuple[Payers, Killer]:
    """Let people pay while everything is killed in turn; then let all come to rest."""
    process = town.start("up", "--months", "0")
    try:
        town.wait_until_up()
        rng = random.Random(2)  # noqa: S311 - to repeat the drill
        killer = Killer(process.pid, database, rng, parts=PARTS)
        payers = Payers(town.address, after_step=kill_in_turn(killer))
        killer.start()
        payers.apply(range(APPLICATIONS))
        killer.stop()
        town.wait_until_up()
        wait_until_calm(database, town, within_s=CALM_WITHIN_S)
        assert settle(town) == "BALANCED"
        wait_until_calm(database, town)
    finally:
        end(process)
    return payers, killer


def kill_in_turn(killer: Killer) -> After:
    """Kill each target once after some step of some application, spread over all."""
    every = max(1, APPLICATIONS // (len(killer.targets) * 4))
    steps = random.Random(3)  # noqa: S311 - to repeat the drill
    wanted = {
        number: (steps.randrange(8, 20), killer.targets[place % len(killer.targets)])
        for place, number in enumerate(range(0, APPLICATIONS, every))
    }

    async def after_step(number: int, step: int) -> None:
        if wanted.get(number, (0, ""))[0] == step:
            await killer.kill_soon(wanted[number][1])

    return after_step


def settle(town: Town) -> str:
    """Ask after what is still open, as the worker does every hour; return what the books say."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", SETTLED],
        cwd=ROOT, env=town.environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip().splitlines()[-1]


def held_by_provider(town: Town) -> int:
    """Return what the provider took from the payers and did not give back."""
    with closing(sqlite3.connect(town.home / "simulated-provider.sqlite3")) as there:
        taken = there.execute("SELECT COALESCE(SUM(captured), 0) FROM payment").fetchone()[0]
        back = there.execute("SELECT COALESCE(SUM(amount), 0) FROM refund").fetchone()[0]
    return int(taken) - int(back)


def told(database: Database, payers: Payers, killer: Killer, yen: int) -> str:
    """Return the drill in one line."""
    kills = ", ".join(f"{target} {number}" for target, number in killer.kills.items())
    return (
        f"{database.kind}: {len(payers.paid)} paid, {len(payers.withdrawn)} withdrawn,"
        f" {yen:,} yen at the provider, kills: {kills}"
    )
