"""The minutes of a district (会議の記録): drafted, published, corrected in sight, handed over."""

from datetime import date, datetime, timedelta
from itertools import product
from random import Random

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.ground.people.testing import a_clerk, actor_of, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.clock import JST, day_of
from tsunagaru.kernel.offers import World
from tsunagaru.services.community.models import Minutes, MinutesEdition
from tsunagaru.services.community.offers.minutes_acts import live_with_minutes
from tsunagaru.services.community.offers.privacy import erase, export
from tsunagaru.services.community.rules.duties import Duty
from tsunagaru.services.community.rules.minutes import (
    LABELS,
    LIFE,
    Act,
    CannotMove,
    State,
    decisions_of,
)
from tsunagaru.services.community.services import minutes
from tsunagaru.services.community.services.minutes import CannotRecord
from tsunagaru.services.community.services.offices import hand_over
from tsunagaru.services.community.testing import (
    NOON,
    a_home,
    a_leader,
    a_record,
    a_town_with_districts,
)

NOT_FOUND, UNFIT = 404, 422
MOVES = {
    "edit": "draft>draft",
    "publish": "draft>out",
    "correct": "out>out",
    "drop": "draft>dropped",
}


@pytest.fixture
def head(db):
    a_town_with_districts()
    return a_leader(a_home("k1").members[0])


def assert_boxes_show(answer, given):
    assert given["present"] in text(answer)
    assert given["decisions"].splitlines()[0] in text(answer)


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize(("state", "act"), list(product(State, Act)))
def test_an_act_leads_where_it_should_or_is_refused(state, act):
    follows = dict(move.split(">") for move in MOVES[act].split())
    if state in follows:
        assert LIFE.move(state, act) == follows[state]
    else:
        with pytest.raises(CannotMove):
            LIFE.move(state, act)


def test_every_state_is_reached_and_has_a_name():
    assert LIFE.reached_from([State.DRAFT]) == set(State) == set(LABELS)


def test_decisions_are_the_lines_that_say_something():
    assert decisions_of(" 一つ目\n\n  \n二つ目 ") == ["一つ目", "二つ目"]


def test_a_correction_keeps_the_version_before(head):
    made = minutes.draft("k1", a_record(), by=head, at=NOON)
    minutes.change(made, a_record(place="集会所"), by=head, at=NOON)
    minutes.release(made, by=head, at=NOON)
    minutes.correct(made, a_record(decisions="会費は上げる。"), "会費の誤り", by=head, at=NOON)
    row = Minutes.objects.get()
    assert row.words.decided == ["会費は上げる。"]
    kept = [(one.number, one.place, one.note) for one in row.editions.order_by("number")]
    assert kept == [(1, "集会所", ""), (2, "公民館", "会費の誤り")]
    for act in (minutes.release, minutes.drop):
        with pytest.raises(CannotMove):
            act(made, by=head, at=NOON)


def test_only_who_leads_the_district_writes(head):
    made = minutes.draft("k1", a_record(), by=head, at=NOON)
    strangers = (
        actor_of(a_clerk()),
        a_leader(a_home("k2").members[0], "k2"),
        a_leader(a_home("k1").members[0], duty=Duty.GROUP, group="k1-1"),
    )
    for one in strangers:
        for act in (
            lambda by=one: minutes.draft("k1", a_record(), by=by, at=NOON),
            lambda by=one: minutes.change(made, a_record(), by=by, at=NOON),
            lambda by=one: minutes.release(made, by=by, at=NOON),
            lambda by=one: minutes.correct(made, a_record(), "誤り", by=by, at=NOON),
            lambda by=one: minutes.drop(made, by=by, at=NOON),
        ):
            with pytest.raises(CannotRecord):
                act()


def test_the_next_head_finds_them_and_the_one_before_writes_no_more(head):
    deputy = a_home("k1").members[0]
    a_leader(deputy, duty=Duty.DEPUTY)
    made = minutes.draft("k1", a_record(), by=head, at=NOON)
    hand_over("k1", deputy, by=head, at=NOON)
    april = datetime(2027, 4, 1, 9, tzinfo=JST)
    with pytest.raises(CannotRecord):
        minutes.release(made, by=head, at=april)
    minutes.release(made, by=actor_of(deputy), at=april)
    assert Minutes.objects.get().state == State.OUT


def test_they_go_after_the_towns_years_and_not_before(head):
    minutes.draft("k1", a_record(), by=head, at=NOON)
    minutes.forget_old_minutes(date(2037, 3, 31), 10)
    assert Minutes.objects.count() == 1
    minutes.forget_old_minutes(date(2037, 4, 1), 10)
    assert not MinutesEdition.objects.exists()


def test_who_wrote_them_gets_them_and_they_stay(head):
    minutes.draft("k1", a_record(), by=head, at=NOON)
    given = export(head.resident)["minutes"]
    assert [one["title"] for one in given] == ["五月の役員会"]
    assert erase(head.resident, NOON).kept >= 1
    assert MinutesEdition.objects.exists()


def test_districts_write_once_a_month_in_a_simulated_town(head):
    world = World(rng=Random(7), residents=8, days=30)  # noqa: S311 - a simulated town
    first = date(2026, 6, 1)
    assert sum(live_with_minutes(world, first + timedelta(days=n)) for n in range(30)) == 1


@pytest.mark.django_db
def test_on_the_page_a_draft_is_the_heads_and_what_is_published_is_the_districts():
    a_town_with_districts()
    at = clock.now()
    person, reader, other = (
        a_home("k1", at=at).members[0],
        a_home("k1", at=at).members[0],
        a_home("k2", at=at).members[0],
    )
    a_leader(person, at=at)
    desk, phone, far = (sign_in(Client(), one) for one in (person, reader, other))
    write = reverse("community:write_minutes", args=["k1"])
    given = vars(a_record(held_on=day_of(at)))
    late = desk.post(write, given | {"held_on": day_of(at) + timedelta(days=2)})
    assert late.status_code == UNFIT
    assert "まだ、どの世帯も読めません" in text(desk.post(write, given, follow=True))
    made = Minutes.objects.get()
    read = reverse("community:minutes", args=[made.pk])
    assert phone.get(read).status_code == NOT_FOUND
    act = reverse("community:minutes_act", args=[made.pk])
    assert "公開しました" in text(desk.post(act, {"act": "publish"}, follow=True))
    assert "清掃は六月二十一日に行う" in text(phone.get(read))
    assert "五月の役員会" in text(phone.get(reverse("community:minutes_list")))
    assert far.get(read).status_code == NOT_FOUND
    change = reverse("community:change_minutes", args=[made.pk])
    assert_boxes_show(desk.get(change), given)
    assert desk.post(change, given).status_code == UNFIT
    desk.post(change, given | {"note": "場所の誤り", "place": "集会所"})
    page = text(phone.get(read))
    for words in ("場所の誤り", "集会所", "前の版（1）"):
        assert words in page
    assert sign_in(Client(), a_clerk(at=at)).get(read).status_code == NOT_FOUND
