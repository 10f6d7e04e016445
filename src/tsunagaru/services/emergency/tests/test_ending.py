"""What follows an alert, and its end: to exactly those who were told (続報・解除・期限)."""

from datetime import timedelta

import pytest

from tsunagaru.engines.messages.testing import a_subscriber, all_left, broadcasts, move, readers
from tsunagaru.ground.ledger.api import deliver_all
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people.testing import a_clerk, actor_of
from tsunagaru.services.emergency.models import Alert, Draft
from tsunagaru.services.emergency.queries.alerts import in_force
from tsunagaru.services.emergency.services import issuing
from tsunagaru.services.emergency.services.expiring import end_expired
from tsunagaru.services.emergency.testing import (
    NOON,
    a_draft,
    a_proposal,
    a_telegram,
    received,
    said_alone,
)

pytestmark = pytest.mark.django_db
SOON = NOON + timedelta(minutes=3)
LATER = "2026-07-01T11:30:00+09:00"


@pytest.fixture
def clerk():
    return actor_of(a_clerk())


def told():
    """Return who was written to, by message; all that waits leaves first."""
    all_left(at=SOON)
    return [readers(row) for row in broadcasts()]


def say(clerk, **more):
    given = a_proposal(**more)
    return issuing.propose(given, by=clerk, at=SOON, because="緊急のため")


def end(clerk, alert, **more):
    return say(clerk, alert=alert, level=0, **more)


def issued_draft(clerk, **telegram):
    draft = a_draft(**telegram)
    say(clerk, draft=draft.pk, words=draft.words)
    told()


def live(clerk):
    alert = said_alone(clerk, districts=("d01",)).alert
    told()
    return alert


def test_the_end_reaches_who_was_told_and_nobody_who_came_later(clerk):
    here = a_subscriber("hana@example.jp", at=NOON)
    move(here, "d01", at=NOON)
    alert = live(clerk)
    move(here, "d02", at=SOON)
    a_subscriber("taro@example.jp", at=SOON)
    end(clerk, alert.pk)
    assert told() == [{here.pk}, {here.pk}]
    alert.refresh_from_db()
    assert (alert.state, published("emergency.alert_ended")[0]["how"]) == ("lifted", "lifted")


def test_an_alert_of_which_nobody_was_told_can_end_too(clerk):
    alert = live(clerk)
    end(clerk, alert.pk, withdraws=True)
    alert.refresh_from_db()
    assert (alert.state, told()) == ("withdrawn", [set(), set()])


def test_what_is_over_cannot_be_said_again(clerk):
    alert = live(clerk)
    end(clerk, alert.pk)
    for level in (0, 4):
        with pytest.raises(issuing.CannotIssue):
            say(clerk, alert=alert.pk, level=level)
    with pytest.raises(issuing.CannotIssue):
        say(clerk, level=0)


def test_an_update_tells_the_districts_that_are_left_out_now_as_well(clerk):
    first, second = (a_subscriber(f"{n}@example.jp", at=NOON) for n in ("a", "b"))
    for row, district in ((first, "d01"), (second, "d02")):
        move(row, district, at=NOON)
    alert = live(clerk)
    say(clerk, alert=alert.pk, level=2, districts=("d02",))
    assert told() == [{first.pk}, {first.pk, second.pk}]
    assert [one.level for one in in_force(SOON)] == [2]


def test_a_cancellation_from_the_sender_is_drafted_and_goes_to_those_who_were_told(clerk):
    a_subscriber("hana@example.jp", at=NOON)
    issued_draft(clerk)
    received(a_telegram(info_type="取消", serial="2", reported=LATER))
    draft = Draft.objects.get(state="waiting")
    assert (draft.level, draft.text) == (0, "withdrawn")
    a_subscriber("taro@example.jp", at=SOON)
    say(clerk, draft=draft.pk, words=draft.words)
    assert told()[0] == told()[1]
    assert Alert.objects.get().state == "withdrawn"


def test_the_same_once_more_makes_no_draft_and_an_all_clear_does(clerk):
    issued_draft(clerk)
    received(a_telegram(serial="2", reported=LATER))
    assert not Draft.objects.filter(state="waiting").exists()
    received(a_telegram(name="解除", serial="3", reported="2026-07-01T11:50:00+09:00"))
    draft = Draft.objects.get(state="waiting")
    say(clerk, draft=draft.pk, words=draft.words)
    assert Alert.objects.get().state == "lifted"


def test_a_drills_cancellation_never_touches_the_real_alert(clerk):
    issued_draft(clerk)
    received(a_telegram(status="訓練", info_type="取消", serial="2", reported=LATER))
    assert not Draft.objects.filter(state="waiting").exists()
    assert Alert.objects.get().state == "in_force"


def test_past_its_time_an_alert_is_over_without_a_word(clerk):
    alert = said_alone(clerk, lasts_hours=1).alert
    over = NOON + timedelta(hours=1)
    assert in_force(over - timedelta(seconds=1))
    assert not in_force(over)
    assert (end_expired(at=over), end_expired(at=over)) == (1, 0)
    alert.refresh_from_db()
    assert (alert.state, len(broadcasts())) == ("expired", 1)


def test_how_long_it_took_to_the_last_recipient_is_measured(clerk):
    a_subscriber("hana@example.jp", at=NOON)
    said_alone(clerk)
    told()
    deliver_all(at=SOON)
    found = published("alert.dispatched")
    assert [(one["level"], one["what"], one["latency_s"]) for one in found] == [("4", "issue", 180)]
