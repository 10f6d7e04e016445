"""Asking whether everybody is safe (安否確認): who is asked, what counts, and what follows."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.messages.testing import a_subscriber, broadcasts, move, readers
from tsunagaru.engines.messages.testing.questions import link_to
from tsunagaru.ground.people.testing import a_clerk, a_resident, actor_of, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.individual_number import check_digit
from tsunagaru.services.emergency.models import Answer, Person, Round
from tsunagaru.services.emergency.queries import safety
from tsunagaru.services.emergency.rules.safety import CannotDoInRound, RoundState, Safety, Way
from tsunagaru.services.emergency.services import rounds
from tsunagaru.services.emergency.services.answers import Said, Whose, answer
from tsunagaru.services.emergency.testing import rules_of_a_town, said_alone

pytestmark = pytest.mark.django_db
NOW = clock.now()


@pytest.fixture
def clerk():
    rules_of_a_town(at=NOW)
    return actor_of(a_clerk())


def opened(clerk, *, drill=False, districts=(), at=NOW, **more):
    opening = rounds.Opening(title="台風の安否確認", drill=drill, districts=districts, **more)
    return Round.objects.get(pk=rounds.open_round(opening, by=clerk, at=at))


def said(row, who, state=Safety.SAFE, *, at=NOW, way=Way.ONLINE, said_at=None, **more):
    whose = Whose(subscriber=who.pk, resident=who.resident_id, district=who.district)
    return answer(row.pk, whose, Said(state=state, way=way, **more), at=at, said_at=said_at)


def test_everybody_in_the_districts_is_asked_once_and_who_told_no_district_too(clerk):
    here, there, nowhere = (a_subscriber(f"r{n}@example.jp", at=NOW) for n in range(3))
    move(here, "d01", at=NOW)
    move(there, "d02", at=NOW)
    row = opened(clerk, districts=("d01",))
    (sent,) = broadcasts()
    assert readers(sent) == {here.pk, nowhere.pk}
    assert set(row.people.values_list("subscriber", flat=True)) == {here.pk, nowhere.pk}
    assert there.pk not in readers(sent)


def test_a_form_sent_twice_asks_once(clerk):
    key = uuid4()
    assert opened(clerk, key=key).pk == opened(clerk, key=key).pk
    assert len(broadcasts()) == 1


def test_a_later_answer_replaces_an_earlier_one_and_the_chain_is_kept(clerk):
    who = a_subscriber("r@example.jp", at=NOW)
    row = opened(clerk)
    said(row, who, Safety.HELP, note="二階にいます")
    said(row, who, Safety.SAFE, at=NOW + timedelta(minutes=5))
    person = row.people.get()
    assert person.state == Safety.SAFE
    chain = [(one.number, one.state, one.counts) for one in person.answers.all()]
    assert chain == [(1, "help", False), (2, "safe", True)]


def test_pressing_the_same_again_and_again_is_one_answer(clerk):
    who = a_subscriber("r@example.jp", at=NOW)
    row = opened(clerk)
    for minute in range(9):
        said(row, who, Safety.HELP, note="二階にいます", at=NOW + timedelta(minutes=minute))
    assert row.people.get().answers.count() == 1


@pytest.mark.parametrize(
    "again",
    [{"note": "三階に移りました"}, {"way": Way.LINE}, {"at": NOW + timedelta(minutes=11)}],
    ids=["other words", "another way", "later"],
)
def test_what_says_something_new_is_always_kept(clerk, again):
    who = a_subscriber("r@example.jp", at=NOW)
    row = opened(clerk)
    said(row, who, Safety.HELP, note="二階にいます")
    said(row, who, Safety.HELP, **{"note": "二階にいます"} | again)
    assert row.people.get().answers.count() == 2


def test_an_answer_that_was_said_before_but_comes_late_does_not_count(clerk):
    who = a_subscriber("r@example.jp", at=NOW)
    row = opened(clerk)
    said(row, who, Safety.HELP, at=NOW + timedelta(minutes=5))
    said(row, who, Safety.SAFE, at=NOW + timedelta(minutes=9), said_at=NOW + timedelta(minutes=2))
    assert row.people.get().state == Safety.HELP
    assert Answer.objects.count() == 2


def test_the_same_thing_twice_is_one_answer(clerk):
    who = a_subscriber("r@example.jp", at=NOW)
    row = opened(clerk)
    for _ in range(2):
        said(row, who, key="line:1")
    assert Answer.objects.count() == 1


def test_who_was_not_asked_is_heard_all_the_same_and_counted_apart(clerk):
    row = opened(clerk)
    answer(
        row.pk, Whose(name="山田", district="d01"), Said(state=Safety.SAFE, way=Way.PHONE), at=NOW
    )
    assert safety.others(row) == 1
    assert safety.whole(row)["safe"] == 1


def test_after_a_while_the_silent_are_written_to_on_every_address(clerk):
    silent, safe = a_subscriber("s@example.jp", at=NOW), a_subscriber("t@example.jp", at=NOW)
    row = opened(clerk)
    said(row, safe)
    assert rounds.press_on(at=NOW + timedelta(minutes=14)) == 0
    assert rounds.press_on(at=NOW + timedelta(minutes=15)) == 1
    assert rounds.press_on(at=NOW + timedelta(minutes=16)) == 0
    assert readers(broadcasts()[-1]) == {silent.pk}
    row.refresh_from_db()
    assert len(row.messages) == 2


def test_the_call_list_and_the_loudspeaker_wait_for_a_person(clerk):
    row = opened(clerk)
    rounds.press_on(at=NOW + timedelta(hours=1))
    due = list(safety.due_steps(NOW + timedelta(hours=1)).values_list("kind", flat=True))
    assert due == ["call_list", "loudspeaker"]
    assert rounds.take_step(row.steps.get(kind="call_list").pk, by=clerk, at=NOW)
    assert not rounds.take_step(row.steps.get(kind="call_list").pk, by=clerk, at=NOW)


def test_a_drill_never_runs_beside_the_real_thing(clerk):
    drill = opened(clerk, drill=True)
    real = opened(clerk)
    drill.refresh_from_db()
    assert drill.state == RoundState.CLOSED
    with pytest.raises(rounds.CannotDrillNow):
        opened(clerk, drill=True)
    assert real.state == RoundState.OPEN


def test_every_text_and_button_of_a_drill_says_so(clerk):
    a_subscriber("r@example.jp", at=NOW)
    opened(clerk, drill=True)
    (sent,) = broadcasts()
    assert sent.drill
    assert all("訓練" in label for label, _ in sent.choices["ja"])
    assert all("DRILL" in label for label, _ in sent.choices["en"])


def test_asked_with_an_alert_it_takes_districts_and_drill_from_it(clerk):
    alert = said_alone(clerk, at=NOW, drill=True, districts=("d03",)).alert
    row = opened(clerk, alert=alert.pk)
    assert row.drill
    assert row.districts == ["d03"]


def test_somebody_of_another_section_asks_nobody(clerk):
    other = actor_of(a_clerk(section="zeimu"))
    with pytest.raises(rounds.CannotAsk):
        opened(other)


def test_what_comes_after_the_end_is_kept_but_nobody_is_pressed(clerk):
    who = a_subscriber("r@example.jp", at=NOW)
    row = opened(clerk)
    rounds.close_round(row.pk, by=clerk, at=NOW)
    said(row, who, Safety.HELP)
    assert row.people.get().state == Safety.HELP
    with pytest.raises(CannotDoInRound):
        rounds.close_round(row.pk, by=clerk, at=NOW)
    assert rounds.press_on(at=NOW + timedelta(hours=1)) == 0


def test_a_round_ends_by_itself(clerk):
    row = opened(clerk)
    rounds.press_on(at=NOW + timedelta(hours=25))
    row.refresh_from_db()
    assert row.state == RoundState.CLOSED


def test_one_tap_on_the_page_is_an_answer_without_signing_in(clerk):
    who = a_subscriber("r@example.jp", at=NOW)
    row = opened(clerk)
    link = link_to(who)
    page = Client(enforce_csrf_checks=True).get(link).content.decode()
    assert "無事ですか" in page
    done = Client(enforce_csrf_checks=True).post(link, {"state": "safe"})
    assert "返事を受け取りました" in done.content.decode()
    assert Person.objects.get(round=row).state == "safe"


def test_a_page_of_ones_own_shows_nothing_of_others_nor_of_oneself(clerk):
    who, other = a_subscriber("r@example.jp", at=NOW), a_subscriber("o@example.jp", at=NOW)
    row = opened(clerk)
    said(row, other, Safety.HELP, note="よその家のこと", place="よその場所")
    said(row, who, Safety.SAFE, note="ないしょ")
    page = Client().get(link_to(who)).content.decode()
    assert not any(word in page for word in ("よその", "ないしょ", "example.jp"))


def test_a_made_up_link_opens_nothing_and_guessing_is_limited(clerk):
    opened(clerk)
    statuses = [Client().get(f"/anpi/{'A' * 28}/").status_code for _ in range(32)]
    assert set(statuses[:30]) == {404}
    assert statuses[-1] == 429


def test_a_link_is_over_when_its_time_is(clerk):
    who = a_subscriber("r@example.jp", at=NOW)
    row = opened(clerk)
    Round.objects.filter(pk=row.pk).update(closes_at=NOW - timedelta(minutes=1))
    assert Client().post(link_to(who), {"state": "safe"}).status_code == 410
    assert Person.objects.get(round=row).state == ""


def test_a_number_of_twelve_digits_is_refused(clerk):
    number = "12345678901" + str(check_digit("12345678901"))
    who = a_subscriber("r@example.jp", at=NOW)
    opened(clerk)
    done = Client().post(link_to(who), {"state": "help", "note": number})
    assert done.status_code == 422
    assert not Answer.objects.exists()


def test_the_board_shows_help_first_with_name_place_and_telephone(clerk):
    person = a_resident()
    who = a_subscriber("r@example.jp", at=NOW, resident=person.id)
    row = opened(clerk)
    said(row, who, Safety.HELP, place="公民館の裏", note="水が来ています", people="3")
    staff = sign_in(Client(), a_clerk())
    page = staff.get(reverse("emergency:round", args=[row.pk])).content.decode()
    for word in (person.family, "公民館の裏", "水が来ています", person.phone):
        assert word in page
    calls = staff.get(reverse("emergency:round_calls", args=[row.pk]), {"district": ""})
    assert calls.content.startswith(b"%PDF")
    script = staff.get(reverse("emergency:round_script", args=[row.pk])).content.decode()
    assert "返事をしてください" in script
