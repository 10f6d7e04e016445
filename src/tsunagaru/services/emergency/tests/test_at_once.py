"""Two people press at the same moment: one alert, one message (同時に押したとき)."""

from functools import partial

from tsunagaru.engines.messages.testing import a_subscriber, broadcasts, readers
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people.testing import a_clerk, a_head, actor_of
from tsunagaru.ground.rows.testing import refused_at_once
from tsunagaru.kernel.access import Role
from tsunagaru.services.emergency.models import Alert
from tsunagaru.services.emergency.services import issuing
from tsunagaru.services.emergency.testing import NOON, a_draft, a_proposal, asked_for, said_alone

MANY = 4
REFUSALS = (issuing.AlreadyAsked, issuing.CannotIssue, issuing.CannotConfirmOwn)
at_once = partial(refused_at_once, refusals=REFUSALS)


def one_message_was_sent():
    assert [len(readers(row)) for row in broadcasts()] == [1]
    assert len(published("emergency.alert_issued")) == 1
    return True


def test_many_who_issue_one_draft_alone_make_one_alert(shared_database):
    a_subscriber("hana@example.jp", at=NOON)
    draft = a_draft()
    staff = [actor_of(a_clerk()) for _ in range(MANY)]

    def act(by):
        proposal = a_proposal(draft=draft.pk, words=draft.words)
        return lambda: issuing.propose(proposal, by=by, at=NOON, because="急ぎ")

    assert at_once(*map(act, staff)) == ["", *["AlreadyAsked"] * (MANY - 1)]
    assert Alert.objects.count() == 1
    assert one_message_was_sent()


def test_many_who_confirm_send_one_message(shared_database):
    a_subscriber("hana@example.jp", at=NOON)
    row = asked_for(actor_of(a_clerk()))
    heads = [actor_of(a_clerk(role=Role.HEAD)) for _ in range(MANY)]
    acts = [lambda by=by: issuing.confirm(row.pk, by=by, at=NOON) for by in heads]
    found = at_once(*acts)
    assert found.count("") == 1
    assert one_message_was_sent()


def test_one_ends_an_alert_while_another_says_more(shared_database):
    clerk, head = actor_of(a_clerk()), actor_of(a_head())
    alert = said_alone(clerk).alert_id

    def act(by, level):
        proposal = a_proposal(alert=alert, level=level)
        return lambda: issuing.propose(proposal, by=by, at=NOON, because="急ぎ")

    at_once(act(clerk, 0), act(head, 5))
    assert Alert.objects.get().state == "lifted"
