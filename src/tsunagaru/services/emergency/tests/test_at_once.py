"""Two people press at the same moment: one alert, one message (同時に押したとき)."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from tsunagaru.engines.messages.testing import a_subscriber, broadcasts, readers
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people.testing import a_clerk, a_head, actor_of
from tsunagaru.kernel.access import Role
from tsunagaru.services.emergency.models import Alert
from tsunagaru.services.emergency.services import issuing
from tsunagaru.services.emergency.testing import NOON, a_draft, a_proposal, asked_for, said_alone

MANY = 4
REFUSALS = (issuing.AlreadyAsked, issuing.CannotIssue, issuing.CannotConfirmOwn)


@pytest.fixture
def shared(transactional_db, tmp_path):
    """A database that threads can really share: SQLite's in-memory one has one connection."""
    if connection.vendor != "sqlite":
        yield
        return
    path, before = tmp_path / "shared.sqlite3", connection.connection
    with sqlite3.connect(path) as copy:
        before.backup(copy)
    name = connection.settings_dict["NAME"]
    connection.connection, connection.settings_dict["NAME"] = None, str(path)
    yield
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = before, name


def at_once(*acts):
    """Run acts in threads that start together; return who was refused, and why."""
    barrier = Barrier(len(acts))

    def run(act):
        barrier.wait(20)
        try:
            act()
        except REFUSALS as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def one_message_was_sent():
    assert [len(readers(row)) for row in broadcasts()] == [1]
    assert len(published("emergency.alert_issued")) == 1
    return True


def test_many_who_issue_one_draft_alone_make_one_alert(shared):
    a_subscriber("hana@example.jp", at=NOON)
    draft = a_draft()
    staff = [actor_of(a_clerk()) for _ in range(MANY)]

    def act(by):
        proposal = a_proposal(draft=draft.pk, words=draft.words)
        return lambda: issuing.propose(proposal, by=by, at=NOON, because="急ぎ")

    assert at_once(*map(act, staff)) == ["", *["AlreadyAsked"] * (MANY - 1)]
    assert Alert.objects.count() == 1
    assert one_message_was_sent()


def test_many_who_confirm_send_one_message(shared):
    a_subscriber("hana@example.jp", at=NOON)
    row = asked_for(actor_of(a_clerk()))
    heads = [actor_of(a_clerk(role=Role.HEAD)) for _ in range(MANY)]
    acts = [lambda by=by: issuing.confirm(row.pk, by=by, at=NOON) for by in heads]
    found = at_once(*acts)
    assert found.count("") == 1
    assert one_message_was_sent()


def test_one_ends_an_alert_while_another_says_more(shared):
    clerk, head = actor_of(a_clerk()), actor_of(a_head())
    alert = said_alone(clerk).alert_id

    def act(by, level):
        proposal = a_proposal(alert=alert, level=level)
        return lambda: issuing.propose(proposal, by=by, at=NOON, because="急ぎ")

    at_once(act(clerk, 0), act(head, 5))
    assert Alert.objects.get().state == "lifted"
