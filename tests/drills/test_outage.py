"""The mail server, or the database under a living worker, is away for a while (停止の訓練)."""

import random
from pathlib import Path
from threading import Thread

from tests.drills.books import read_books, wait_until_calm
from tests.drills.conftest import NewTown
from tests.drills.crowd import Crowd, mailbox
from tests.drills.databases import Database, PostgreSQL
from tests.walks.town import Town, running
from tools.mail import MailServer

BEFORE, DURING, AFTER = range(5), range(5, 25), range(25, 30)


def test_people_apply_while_the_mail_server_is_away_and_get_their_mail_later(
    database: Database, new_town: NewTown, mail: MailServer
) -> None:
    with running(new_town(**mail.environment)) as town:
        crowd = Crowd(town.address, people=4)
        crowd.apply(BEFORE)
        wait_until_calm(database, town)
        mail.stop()
        crowd.apply(DURING)
        assert mail.addresses == {mailbox(number) for number in BEFORE}
        mail.start()
        crowd.apply(AFTER)
        wait_until_calm(database, town)
    books = read_books(database, town)
    assert crowd.failures == []
    assert len(books.applications) == AFTER.stop
    assert books.notices == books.applications
    assert mail.addresses == {mailbox(number) for number in range(AFTER.stop)}
    assert mail.doubled == books.dead == books.unsent == 0


def test_a_worker_outlives_its_database_and_finishes_what_it_had_taken(
    postgresql: PostgreSQL, tmp_path: Path, mail: MailServer
) -> None:
    town = Town(home=tmp_path, database=postgresql.new(), more=mail.environment)
    town.command("up", "--prepare-only", "--months", "0")
    with running(town):
        crowd = Crowd(town.address, people=8)
        applying = Thread(target=crowd.apply, args=(range(60),))
        applying.start()
        while applying.is_alive():
            applying.join(2.5)
            postgresql.kill(random.Random(len(crowd.receipts)))  # noqa: S311 - to repeat the drill
        wait_until_calm(postgresql, town, within_s=60)
    assert crowd.failures == []
    assert len(mail.addresses) == len(crowd.receipts) == 60
