"""A page costs few statements: what one press reads and writes on the way to the receipt."""

import pytest
from django.db import connection

from tsunagaru.engines.applications.testing import NAME, OWNER

pytestmark = pytest.mark.django_db
TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def statements(act):
    """Return the answer to a request and its statements, without the transaction's own."""
    sent = []

    def note(execute, sql, *rest):
        sent.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        answer = act()
    return answer, [one for one in sent if not one.startswith(TRANSACTION)]


def is_postgresql():
    return connection.vendor == "postgresql"


def ledger(reactions=0):
    """Return how many statements one event takes: a call, or one for each table it goes to."""
    return 1 if is_postgresql() else 2 + bool(reactions)


def test_beginning_reads_the_version_once_and_writes_the_draft(client, dog):
    answer, sent = statements(lambda: client.post("/apply/dog/"))
    assert answer.status_code == 302
    assert sum('FROM "applications_draft"' in one for one in sent) == 0
    assert sum('INSERT INTO "applications_draft"' in one for one in sent) == 1
    assert len(sent) <= 3 + ledger()


def test_a_saved_page_reads_the_draft_once(client, dog):
    page = client.post("/apply/dog/").url
    answer, sent = statements(lambda: client.post(page, OWNER))
    assert answer.status_code == 302
    assert sum('FROM "applications_draft"' in one for one in sent) == 1
    assert len(sent) == 2 + ledger()


def test_showing_a_page_reads_the_draft_and_nothing_else(client, dog):
    page = client.post("/apply/dog/").url
    _, sent = statements(lambda: client.get(page))
    # What stands above every page: alerts in force, and whether everybody is asked to be safe.
    above = [one for one in sent if "emergency_alert" in one or "emergency_round" in one]
    assert len(above) == 1
    assert len(sent) == 1 + len(above)


def test_handing_in_takes_a_dozen_statements(client, dog):
    page = client.post("/apply/dog/").url
    confirm = client.post(client.post(page, OWNER).url, NAME).url
    answer, sent = statements(lambda: client.post(confirm.replace("confirm", "submit")))
    assert "/apply/done/" in answer.url
    assert sum('FROM "applications_draft"' in one for one in sent) == 1
    assert len(sent) <= 8 + ledger() + ledger(reactions=1)
