"""Alerts leave at once; what ends one goes to exactly those who were told (警報の配信)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tsunagaru.engines.messages.api import Alert, reach_in_words, residents_by_ways, send_alert
from tsunagaru.engines.messages.gateways.channels import Limits
from tsunagaru.engines.messages.models import Broadcast, Chunk, Target
from tsunagaru.engines.messages.models.subscribers import ContactKind
from tsunagaru.engines.messages.queries.briefs import brief_of
from tsunagaru.engines.messages.services.carrying import Desk, Report, take_work, write_reports
from tsunagaru.engines.messages.services.closing import close_all_finished
from tsunagaru.engines.messages.services.subscribing import Wishes, add_address, change, leave
from tsunagaru.engines.messages.tests.outbox import NOW, a_subscriber

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
TEXTS = {"ja": {"title": "避難指示", "body": "避難してください。"}}


def sent(at=NOW, confirmed_by=None, **more):
    alert = Alert(**{"texts": TEXTS, "section": "crisis", "page": "/alerts/1/"} | more)
    return send_alert(alert, by=uuid4(), confirmed_by=confirmed_by, at=at)


def told(key):
    number = Broadcast.objects.get(key=key).pk
    return set(Target.objects.filter(broadcast=number).values_list("subscriber", "kind"))


def handed_over(key):
    """Let all of a broadcast leave."""
    number = Broadcast.objects.get(key=key).pk
    Chunk.objects.filter(broadcast=number).update(state="done")
    Broadcast.objects.filter(pk=number).update(state="done")


def test_an_alert_leaves_at_once_before_everything_else_and_says_who_confirmed():
    a_subscriber(1, "line", "email", "sms")
    head = uuid4()
    row = Broadcast.objects.get(key=sent(both_ways=True, confirmed_by=head))
    assert (row.state, row.lane, row.approved_by, row.waived) == ("sending", 0, head, False)
    assert {kind for _, kind in told(row.key)} == {"line", "email"}
    assert brief_of(row.pk).url.endswith("/alerts/1/")
    assert Broadcast.objects.get(key=sent()).waived


def test_who_told_no_district_hears_the_alert_of_any():
    here, unplaced = a_subscriber(1, district="d01"), a_subscriber(2)
    a_subscriber(3, district="d02")
    assert {who for who, _ in told(sent(districts=("d01", "")))} == {here.pk, unplaced.pk}


def test_the_end_reaches_exactly_those_who_were_told_whatever_they_wish_now():
    moved, left, paused = (a_subscriber(n, "line", "email", district="d01") for n in (1, 2, 3))
    first = sent(districts=("d01",), both_ways=True)
    before = told(first)
    handed_over(first)
    change(moved.pk, Wishes(district="d02"), way="online", at=LATER)
    leave(left.contacts.get(kind="email").pk, way="online", at=LATER)
    add_address(paused, ContactKind.SMS, "09000000009", way="online", at=LATER, confirmed=True)
    a_subscriber(4, district="d01")
    assert told(sent(LATER, follows=(first,), only_them=True)) == before


def test_what_had_not_left_is_stopped_and_its_reader_is_not_told_of_the_end():
    a_subscriber(1, district="d01")
    first = sent(districts=("d01",))
    assert told(sent(LATER, follows=(first,), only_them=True)) == set()
    row = Broadcast.objects.get(key=first)
    assert (row.state, row.counts["line"]) == ("stopped", {"stopped": 1})


def test_an_end_without_a_beginning_goes_to_nobody():
    a_subscriber(1)
    with pytest.raises(ValueError, match="names none"):
        sent(follows=(uuid4(),), only_them=True)
    assert not Target.objects.exists()


def test_few_are_not_counted_and_two_ways_are():
    a_subscriber(1, "line", "email")
    assert reach_in_words("", ()) == "5人未満"
    assert residents_by_ways() == {True: 0, False: 0}


def test_what_was_in_the_air_at_the_end_and_came_back_does_not_leave_after_it():
    a_subscriber(1, district="d01")
    first = sent(districts=("d01",))
    desk = Desk("line", Limits(parcel=500, at_once=8), "a", brief_of)
    work = take_work(desk, 8, at=NOW)[0]
    send_end = sent(LATER, follows=(first,), only_them=True)
    write_reports([Report(work, code="500")], owner="a", at=LATER)
    left = take_work(desk, 8, at=LATER + timedelta(minutes=5))
    assert [one.parcel.key for one in left] == [Broadcast.objects.get(key=send_end).key]
    close_all_finished(at=LATER)
    row = Broadcast.objects.get(key=first)
    assert (row.state, row.counts["line"]) == ("stopped", {"failed": 1})
