"""The mail server is away for a while (メールサーバーの停止)."""

from tests.drills.books import read_books, wait_until_calm
from tests.drills.conftest import NewTown
from tests.drills.crowd import Crowd, mailbox
from tests.drills.databases import Database
from tests.walks.town import running
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
