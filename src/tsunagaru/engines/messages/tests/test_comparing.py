"""Two wordings of a message: who gets which, and nobody ever both (文面の比較)."""

from collections import Counter
from datetime import timedelta

import pytest

from tsunagaru.engines.messages.gateways.channels import Answer, Result
from tsunagaru.engines.messages.models import Broadcast, Chunk, Comparison, Opening, Target
from tsunagaru.engines.messages.models.broadcasts import BroadcastState
from tsunagaru.engines.messages.queries.outbox import has_due
from tsunagaru.engines.messages.rules.comparing import Wording, rank_of, wording_at
from tsunagaru.engines.messages.services.carrying import (
    Report,
    write_reports,
)
from tsunagaru.engines.messages.services.choosing import CannotChoose, choose, choose_due
from tsunagaru.engines.messages.services.correcting import correct
from tsunagaru.engines.messages.services.releasing import release, stop
from tsunagaru.engines.messages.services.subscribing import drop_addresses
from tsunagaru.engines.messages.tests.outbox import NOW, a_broadcast, a_subscriber
from tsunagaru.engines.messages.tests.two_wordings import (
    FIRST,
    LATE,
    SECOND,
    THEN,
    Provider,
    a_town,
    carry,
    compared,
    opened,
    state_of,
    take,
    wordings,
)
from tsunagaru.ground.ledger.testing import published
from tsunagaru.kernel.clock import local

pytestmark = pytest.mark.django_db


def test_both_wordings_go_to_equally_many_on_every_channel_and_in_every_language():
    for number in range(80):
        kind = "line" if number % 2 else "email"
        a_subscriber(number, kind, language="en" if number % 4 > 1 else "ja")
    row = compared(20)
    rows = Target.objects.filter(broadcast=row.pk).values_list("kind", "language", "wording")
    counted = Counter(rows)
    assert wordings(row) == {1: 16, 2: 16, 3: 48}
    for kind in ("line", "email"):
        for language in ("ja", "en"):
            assert [counted[kind, language, wording] for wording in (1, 2)] == [4, 4]


def test_anybody_can_work_out_again_who_got_which():
    a_town(30)
    row = compared(10)
    rows = list(Target.objects.filter(broadcast=row.pk))
    rows.sort(key=lambda t: (t.kind, t.language, rank_of(row.key.hex, t.subscriber.hex)))
    assert [t.wording for t in rows] == [wording_at(n, 10) for n in range(1, 31)]


def test_half_and_half_leaves_nobody_over():
    a_town(11)
    row, provider = compared(50), Provider()
    carry(provider)
    assert sorted(provider.titles().values()) == [5, 6]
    assert state_of(row) == BroadcastState.DONE
    assert choose_due(at=LATE) == 0


def test_a_message_with_one_wording_is_written_as_before():
    a_town(4)
    row = a_broadcast()
    release(row.pk, at=NOW)
    assert wordings(row) == {None: 4}
    assert all("?by=l" in w.parcel.url or "?by=m" in w.parcel.url for w in take())


def test_the_rest_waits_and_gets_what_did_better():
    a_town(100)
    row, provider = compared(10), Provider()
    carry(provider)
    assert provider.titles() == {FIRST["ja"]["title"]: 10, SECOND["ja"]["title"]: 10}
    opened(row, 5, 40)
    assert choose_due(at=THEN - timedelta(minutes=1)) == 0
    assert [has_due(THEN - timedelta(minutes=1)), has_due(THEN)] == [False, True]
    assert take(THEN) == []
    assert choose_due(at=THEN) == 1
    carry(provider, THEN)
    assert provider.titles() == {FIRST["ja"]["title"]: 10, SECOND["ja"]["title"]: 90}
    assert state_of(row) == BroadcastState.DONE
    [event] = published("message.wording_settled")
    assert (event["wording"], event["by"], event["clear"]) == ("second", "rule", "yes")
    assert "2つ目" in row.steps.last().text


def test_where_few_opened_the_rule_takes_the_first_and_says_why():
    a_town(40)
    row = compared(10)
    carry(Provider())
    opened(row, 0, 4)
    choose_due(at=THEN)
    assert Comparison.objects.get().chosen == 1
    assert "回数が少なく" in row.steps.last().text


def test_a_clerk_chooses_before_or_after_and_once():
    a_town(40)
    row, by = compared(10, by_rule=False), a_broadcast().made_by
    choose(row.pk, 2, by=by, at=NOW)
    with pytest.raises(CannotChoose):
        choose(row.pk, 1, by=by, at=NOW)
    assert choose_due(at=LATE) == 0
    assert Comparison.objects.get().chosen_by == by


def test_what_nobody_chose_goes_out_in_its_first_wording_a_day_later():
    a_town(40)
    row, provider = compared(10, by_rule=False), Provider()
    carry(provider)
    assert choose_due(at=LATE - timedelta(minutes=1)) == 0
    assert choose_due(at=LATE) == 1
    carry(provider, LATE)
    assert provider.titles()[FIRST["ja"]["title"]] == 36
    assert "期限までに" in row.steps.last().text
    assert state_of(row) == BroadcastState.DONE


def test_the_rest_sleeps_undisturbed_in_the_hours_of_the_choice():
    morning = NOW.replace(hour=19)
    a_town(20, quiet=(21, 7))
    row = a_broadcast(texts=FIRST)
    Comparison.objects.create(
        broadcast=row, texts=SECOND, share=10, hours=3, by_rule=True, measure="opened"
    )
    release(row.pk, at=morning)
    carry(Provider(), morning)
    night = morning + timedelta(hours=3)
    choose_due(at=night)
    assert take(night) == []
    due = Chunk.objects.filter(broadcast=row.pk, wording=Wording.REST_FIRST).first().due_at
    assert (local(due).hour, due > night) == (7, True)


def test_cancelled_in_the_middle_nobody_else_gets_either_wording():
    a_town(20)
    row, provider = compared(10), Provider()
    carry(provider)
    stop(row.pk, at=NOW)
    assert state_of(row) == BroadcastState.STOPPED
    assert choose_due(at=THEN) == 0
    with pytest.raises(CannotChoose):
        choose(row.pk, 1, by=row.made_by, at=THEN)
    assert take(THEN) == []
    assert Counter(by for some in row.counts.values() if isinstance(some, dict) for by in some)
    assert sum(provider.titles().values()) == 4


def test_a_correction_reaches_those_who_read_either_wording_and_nobody_else():
    a_town(20)
    row, provider = compared(10), Provider()
    carry(provider)
    number = correct(row.pk, by=row.made_by, at=THEN)
    assert state_of(row) == BroadcastState.STOPPED
    Broadcast.objects.filter(pk=number).update(state=BroadcastState.APPROVED)
    release(number, at=THEN)
    told = {work.parcel.title for work in take(THEN)}
    assert told == {"【訂正】健診のお知らせ"}
    assert wordings(Broadcast.objects.get(pk=number)) == {None: 4}


def test_whose_address_fails_gets_the_same_wording_another_way():
    for number in range(20):
        a_subscriber(number, "line", "email")
    row, provider = compared(10), Provider()
    for work in take():
        gone = [Answer(one.seq, Result.GONE, code="404") for one in work.parcel.recipients]
        write_reports([Report(work, gone)], owner="a", at=NOW)
    carry(provider)
    assert provider.titles() == {FIRST["ja"]["title"]: 2, SECOND["ja"]["title"]: 2}
    choose(row.pk, 2, by=row.made_by, at=NOW)
    rest = Target.objects.filter(broadcast=row.pk, wording=Wording.REST)
    drop_addresses([str(one) for one in rest.values_list("contact", flat=True)[:3]], at=NOW)
    for _ in range(2):
        carry(provider)
    assert provider.titles() == {FIRST["ja"]["title"]: 2, SECOND["ja"]["title"]: 18}
    assert state_of(row) == BroadcastState.DONE


def test_openings_are_counted_for_each_wording(client):
    a_town(20)
    row = compared(10)
    told = {work.parcel.url.partition("?by=")[2] for work in take()}
    assert told == {"la", "lb", "ma", "mb"}
    phone = {"User-Agent": "Mozilla/5.0 (iPhone)"}
    page = client.get(f"/m/{row.pk}/?by=lb", headers=phone).content.decode()
    assert SECOND["ja"]["title"] in page
    assert FIRST["ja"]["title"] in client.get(f"/m/{row.pk}/").content.decode()
    assert list(Opening.objects.values_list("kind", "wording")) == [("line", 2)]


@pytest.mark.parametrize("by", ["lz", "lab", "z", "la" * 200, ""])
def test_what_no_link_of_ours_says_is_counted_nowhere(client, by):
    a_town(2)
    row = compared(50)
    phone = {"User-Agent": "Mozilla/5.0 (iPhone)"}
    assert client.get(f"/m/{row.pk}/", {"by": by}, headers=phone).status_code == 200
    assert not Opening.objects.exists()
