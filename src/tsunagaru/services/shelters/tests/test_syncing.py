"""What tablets hand in (端末の記録): once each, in any order, and nothing is lost."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tsunagaru.ground.people.testing import a_clerk, a_resident, actor_of
from tsunagaru.services.shelters.models import Entry, Evacuee
from tsunagaru.services.shelters.queries import sites
from tsunagaru.services.shelters.services import desk, placing, tablets
from tsunagaru.services.shelters.services.passes import make_pass
from tsunagaru.services.shelters.testing import (
    NOON,
    a_tablet,
    an_arrival,
    an_opening,
    sealed,
    send,
)

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


def minutes(number):
    return NOON + timedelta(minutes=number)


def test_what_is_sent_twice_is_entered_once():
    opening = an_opening()
    tablet, _ = a_tablet(opening)
    boxes = [sealed(tablet, an_arrival(n)) for n in range(3)]
    assert set(send(tablet, boxes, at=LATER).values()) == {"new"}
    assert send(tablet, boxes, at=LATER).keys() == {id for id, _ in boxes}
    assert send(tablet, [boxes[0], boxes[0]], at=LATER)
    assert (Entry.objects.count(), Evacuee.objects.count()) == (3, 3)
    assert sites.view(opening).people == 3


def test_one_person_at_two_tablets_is_one_and_both_entries_are_in_sight():
    opening = an_opening()
    one, two = a_tablet(opening)[0], a_tablet(opening)[0]
    send(one, [sealed(one, an_arrival(1, needs=["allergy"], tag="A-1"))], at=LATER)
    told = send(two, [sealed(two, an_arrival(1, at=minutes(5), needs=["medicine"]))], at=LATER)
    assert list(told.values()) == ["again"]
    row = Evacuee.objects.get()
    assert row.care["needs"] == ["allergy", "medicine"]
    assert row.entries.count() == 2


@pytest.mark.parametrize("late", [False, True])
def test_who_is_entered_at_two_shelters_is_where_they_were_last_in_whichever_order_it_comes(late):
    gym, school = an_opening("gym"), an_opening("school")
    one, two = a_tablet(gym)[0], a_tablet(school)[0]
    first = (one, [sealed(one, an_arrival(1, at=NOON))])
    second = (two, [sealed(two, an_arrival(1, at=minutes(50)))])
    for tablet, boxes in (second, first) if late else (first, second):
        send(tablet, boxes, at=LATER)
    row = Evacuee.objects.get()
    assert (row.opening_id, row.unclear) == (school.pk, False)
    assert dict(row.entries.values_list("opening", "effect")) == {
        gym.pk: "new",
        school.pk: "moved",
    }
    assert (sites.view(gym).people, sites.view(school).people) == (0, 1)


def test_two_shelters_within_minutes_are_for_a_person_to_look_at():
    gym, school = an_opening("gym"), an_opening("school")
    one, two = a_tablet(gym)[0], a_tablet(school)[0]
    send(one, [sealed(one, an_arrival(1))], at=LATER)
    assert list(send(two, [sealed(two, an_arrival(1, at=minutes(3)))], at=LATER).values()) == [
        "doubtful"
    ]
    assert Evacuee.objects.get().unclear


def test_a_tablet_whose_clock_is_wrong_tells_the_right_times():
    opening = an_opening()
    tablet, _ = a_tablet(opening)
    wrong = timedelta(days=400)
    box = sealed(tablet, an_arrival(1, at=minutes(20) - wrong))
    send(tablet, [box], at=LATER, behind=wrong)
    row = Entry.objects.get()
    assert abs(row.at - minutes(20)) < timedelta(seconds=1)
    tablet.refresh_from_db()
    assert tablet.skew_s == wrong.total_seconds()


@pytest.mark.parametrize("odd", [1e300, -1e300, 0])
def test_no_clock_however_odd_stops_a_parcel(odd):
    opening = an_opening()
    tablet, _ = a_tablet(opening)
    send(tablet, [sealed(tablet, an_arrival(1) | {"told_at": odd})], at=LATER)
    assert opening.opened_at <= Entry.objects.get().at <= LATER


def test_who_leaves_before_the_arrival_comes_has_left():
    opening = an_opening()
    one, two = a_tablet(opening)[0], a_tablet(opening)[0]
    leaving = {"kind": "leave", "tag": "A-1", "told_at": minutes(30).timestamp() * 1000}
    assert list(send(two, [sealed(two, leaving)], at=LATER).values()) == ["idle"]
    send(one, [sealed(one, an_arrival(1, tag="A-1"))], at=LATER)
    assert Evacuee.objects.get().state == "left"
    assert sites.view(opening).held == 0


def test_a_resident_s_code_enters_them_and_the_household_is_a_family():
    opening = an_opening()
    tablet, _ = a_tablet(opening)
    hanako = a_resident()
    code = make_pass(hanako.id, at=NOON)
    send(tablet, [sealed(tablet, an_arrival(1, code=code, how="qr", person={}))], at=LATER)
    row = Evacuee.objects.get()
    assert (row.resident, row.details["family"]) == (hanako.id, hanako.family)


@pytest.mark.parametrize("old", [True, False])
def test_an_unknown_code_is_a_person_all_the_same_whom_somebody_must_name(old):
    opening = an_opening()
    tablet, _ = a_tablet(opening)
    hanako = a_resident()
    code = make_pass(hanako.id, at=NOON) if old else "TS" + "A" * 35
    make_pass(hanako.id, at=NOON)
    send(tablet, [sealed(tablet, {"kind": "arrive", "code": code, "how": "qr"})], at=LATER)
    row = Evacuee.objects.get()
    assert (row.resident, row.unclear, row.details) == (None, True, {})
    assert sites.view(opening).people == 1


def test_what_a_stopped_tablet_holds_waits_for_a_person_who_takes_it_in():
    opening = an_opening()
    tablet, token = a_tablet(opening)
    boss = actor_of(a_clerk(), at=NOON)
    tablets.revoke(tablet.pk, by=boss, at=NOON)
    told = send(tablet, [sealed(tablet, an_arrival(n)) for n in (1, 2)], at=LATER)
    assert set(told.values()) == {"held"}
    assert tablets.of_token(token).revoked_at
    assert not Evacuee.objects.exists()
    first, second = Entry.objects.order_by("pk")
    desk.settle(first.pk, accept=True, by=boss, at=LATER)
    desk.settle(second.pk, accept=False, by=boss, at=LATER)
    desk.settle(second.pk, accept=True, by=boss, at=LATER)
    assert sites.view(opening).people == 1
    assert set(Entry.objects.values_list("effect", flat=True)) == {"new", "dropped"}


@pytest.mark.parametrize("told", [None, 7, [], {"kind": "fly"}, {}, "x"])
def test_what_cannot_be_understood_is_kept(told):
    opening = an_opening()
    tablet, _ = a_tablet(opening)
    assert list(send(tablet, [sealed(tablet, told)], at=LATER).values()) == ["unreadable"]
    assert Entry.objects.get().payload


def test_a_box_closed_for_another_entry_is_kept_and_not_believed():
    opening = an_opening()
    tablet, _ = a_tablet(opening)
    _, box = sealed(tablet, an_arrival(1))
    assert list(send(tablet, [(uuid4(), box), (uuid4(), "$$")], at=LATER).values()) == [
        "unreadable",
        "unreadable",
    ]
    assert not Evacuee.objects.exists()


def test_people_found_to_be_one_stay_one_when_more_comes():
    opening = an_opening()
    tablet, _ = a_tablet(opening)
    unnamed = an_arrival(1, birth_on="", tag="A-1", needs=["infant"])
    send(tablet, [sealed(tablet, unnamed), sealed(tablet, an_arrival(1, tag="A-2"))], at=LATER)
    keep = Evacuee.objects.exclude(person_index="").get()
    other = Evacuee.objects.get(person_index="")
    desk.merge(keep.pk, other.pk, by=actor_of(a_clerk(), at=NOON), at=LATER)
    leaving = {"kind": "leave", "tag": "A-1", "told_at": LATER.timestamp() * 1000}
    send(tablet, [sealed(tablet, leaving)], at=LATER)
    keep.refresh_from_db()
    assert (keep.state, keep.care["needs"], keep.entries.count()) == ("left", ["infant"], 3)


def test_two_residents_with_one_reading_and_birth_date_are_two():
    opening = an_opening()
    tablet, _ = a_tablet(opening)
    twins = [a_resident(), a_resident()]
    codes = [make_pass(one.id, at=NOON) for one in twins]
    told = [{"kind": "arrive", "code": code, "how": "qr", "told_at": 0} for code in codes]
    by_hand = an_arrival(1, birth_on=str(twins[0].birth_on))
    by_hand["person"] = {"kana_family": "コヤマ", "kana_given": "ハナコ"}
    again = by_hand | {"told_at": minutes(1).timestamp() * 1000}
    sent = send(tablet, [sealed(tablet, one) for one in [*told, by_hand, again]], at=LATER)
    assert list(sent.values()) == ["new", "new", "new", "again"]
    assert Evacuee.objects.exclude(resident=None).count() == 2


@pytest.mark.parametrize("text", ["\ud800", "\x00", "𠮷" * 5000, "a\u202eb"])
def test_no_text_however_odd_stops_the_entries_behind_it(text):
    tablet, _ = a_tablet(an_opening())
    odd = an_arrival(1) | {"note": text, "tag": text, "code": text, "person": {"family": text}}
    raw = {text: text}
    sent = send(tablet, [sealed(tablet, one) for one in (odd, raw, an_arrival(2))], at=LATER)
    assert list(sent.values()) == ["new", "unreadable", "new"]


def test_what_nobody_foresaw_is_kept_and_stops_nothing(monkeypatch):
    tablet, _ = a_tablet(an_opening())
    first, second = sealed(tablet, an_arrival(1)), sealed(tablet, an_arrival(2))

    def fail_once(row, told):
        if row.pk == first[0]:
            raise LookupError
        placing.place(row, told)

    monkeypatch.setattr("tsunagaru.services.shelters.services.syncing.place", fail_once)
    assert list(send(tablet, [first, second], at=LATER).values()) == ["unreadable", "new"]
    assert Entry.objects.get(pk=first[0]).payload


def test_a_parcel_that_was_long_under_way_does_not_move_its_entries():
    tablet, _ = a_tablet(an_opening())
    box = sealed(tablet, an_arrival(1, at=minutes(20)))
    send(tablet, [box], at=LATER, behind=timedelta(seconds=90))
    assert Entry.objects.get().at == minutes(20)
