"""Names on a tablet (端末の名簿): who stands in them, who may hold them, and until when."""

import json
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.ground.people.testing import (
    a_cast,
    a_clerk,
    a_resident,
    account_of,
    actor_of,
    sign_in,
)
from tsunagaru.kernel import clock
from tsunagaru.services.shelters.gateways.lists import open_list
from tsunagaru.services.shelters.models import Entry, Evacuee, Opening, Tablet, Unlisted
from tsunagaru.services.shelters.queries.people import trail
from tsunagaru.services.shelters.rules.states import OpeningAct
from tsunagaru.services.shelters.services import listing, tablets
from tsunagaru.services.shelters.services.opening import change
from tsunagaru.services.shelters.services.passes import make_pass
from tsunagaru.services.shelters.testing import NOON, SITE, an_opening, sealed, send
from tsunagaru.services.shelters.testing import shelters_of_a_town as a_town

pytestmark = pytest.mark.django_db
KNOWN = {"id", "name", "kana", "birth_year", "district", "home"}


def a_listing_tablet(opening, *, lists=True):
    by = actor_of(a_clerk(), at=clock.now())
    _, code = tablets.prepare(opening.pk, "玄関", by=by, at=clock.now(), lists=lists)
    return tablets.enrol(code, at=clock.now())


def ask(token, name="names", **told):
    where, headers = reverse(f"shelters:{name}"), {"Authorization": f"Tablet {token}"}
    return Client().post(where, json.dumps(told), "application/json", headers=headers)


def sync(token, list=0):
    return ask(token, "sync", clock=0, waiting=0, entries=[], list=list).json()


def names_on(token):
    box = ask(token).json()["box"]
    return open_list(Opening.objects.get().names_key, box)


def test_the_list_holds_who_lives_around_and_nothing_else_of_them():
    here = a_resident(district="d01", household=UUID(int=5), phone="0550-00-0000")
    child = a_resident(district="d01", household=UUID(int=5), given="一郎", account=False)
    a_resident(district="d09")
    _, token = a_listing_tablet(an_opening())
    listed = names_on(token)
    assert {one["id"] for one in listed} == {str(here.id), str(child.id)}
    assert all(set(one) == KNOWN for one in listed)
    assert len({one["home"] for one in listed}) == 1
    assert here.phone not in json.dumps(listed)


def test_a_shelter_serves_the_districts_the_town_says():
    a_town(shelters=[SITE | {"serves": ["d01", "d09"]}])
    both = [a_resident(district=code) for code in ("d01", "d09")]
    a_resident(district="d02")
    _, token = a_listing_tablet(an_opening())
    assert {one["id"] for one in names_on(token)} == {str(one.id) for one in both}


def test_who_does_not_want_to_stand_in_the_list_is_left_out_until_they_do():
    someone = a_resident(district="d01")
    _, token = a_listing_tablet(an_opening())
    listing.choose_listing(someone.id, listed=False, at=NOON)
    assert names_on(token) == []
    listing.choose_listing(someone.id, listed=True, at=NOON)
    assert len(names_on(token)) == 1


def test_a_refusal_reaches_every_tablet_at_its_next_contact_however_old_its_list_is():
    someone, other = (a_resident(district="d01") for _ in range(2))
    opening = an_opening()
    tokens = [a_listing_tablet(opening)[1] for _ in range(2)]
    made = [ask(token).json()["made"] for token in tokens]
    assert [sync(token, one)["off"] for token, one in zip(tokens, made, strict=True)] == [[], []]
    listing.choose_listing(someone.id, listed=False, at=clock.now())
    told = [sync(token, one)["off"] for token, one in zip(tokens, made, strict=True)]
    assert told == [[str(someone.id)]] * 2
    assert sync(tokens[0])["off"] == []  # it holds no list
    assert [one["id"] for one in names_on(tokens[0])] == [str(other.id)]


def test_a_refusal_that_is_written_while_a_list_is_made_reaches_the_tablet_though_it_came_before():
    someone = a_resident(district="d01")
    _, token = a_listing_tablet(an_opening())
    began = clock.now() - timedelta(minutes=1)
    made = ask(token).json()["made"]
    listing.choose_listing(someone.id, listed=False, at=began)
    assert sync(token, made)["off"] == [str(someone.id)]


@pytest.mark.parametrize("odd", ["soon", 10**18, -(10**18), {}])
def test_what_is_no_time_of_a_list_is_refused(odd):
    _, token = a_listing_tablet(an_opening())
    told = {"clock": 0, "waiting": 0, "entries": [], "list": odd}
    assert ask(token, "sync", **told).status_code == (200 if odd == {} else 400)


def test_a_resident_chooses_on_the_own_page():
    client = sign_in(Client(), account_of(a_resident()))
    page = reverse("shelters:mine")
    client.post(reverse("shelters:listing"), {"listed": "no"})
    assert "今は、名簿に載りません。" in client.get(page).content.decode()
    assert Unlisted.objects.count() == 1
    client.post(reverse("shelters:listing"), {"listed": "yes"})
    assert "今は、名簿に載ります。" in client.get(page).content.decode()


@pytest.mark.parametrize("drill", [True, False])
def test_only_a_tablet_that_was_chosen_for_it_gets_names_and_never_in_a_drill(drill):
    opening = an_opening(drill=drill)
    _, plain = a_listing_tablet(opening, lists=False)
    _, token = a_listing_tablet(opening)
    assert ask(plain).status_code == 403
    assert sync(plain)["names"] == 0
    assert ask(token).status_code == (403 if drill else 200)
    assert bool(sync(token)["names"]) is not drill
    assert ask("nobody").status_code == 401


def test_names_end_when_the_shelter_closes_or_the_tablet_is_stopped():
    opening, by = an_opening(), actor_of(a_clerk(), at=NOON)
    row, stopped = a_listing_tablet(opening)
    _, other = a_listing_tablet(opening)
    tablets.revoke(row.pk, by=by, at=NOON)
    assert (sync(stopped)["names"], ask(stopped).status_code) == (0, 403)
    assert sync(other)["names"] > 0
    change(opening.pk, OpeningAct.CLOSE, by=by, at=NOON)
    assert (sync(other)["names"], ask(other).status_code) == (0, 403)


def test_every_handing_out_is_on_record_and_there_are_few_of_them():
    a_resident(district="d01")
    row, token = a_listing_tablet(an_opening())
    codes = [ask(token).status_code for _ in range(8)]
    assert codes == [200] * 6 + [429] * 2
    assert [one["people"] for one in published("shelter.names_given")] == [1] * 6
    assert [one.subject for one in audited("shelter.names_given")] == [str(row.pk)] * 6


def test_who_is_found_in_the_list_and_by_code_is_one_person_with_both_in_the_trail():
    someone = a_resident(district="d01")
    opening = an_opening()
    first, second = (a_listing_tablet(opening)[0] for _ in range(2))
    person = {"family": someone.family, "kana_family": someone.kana_family}
    listed = {"kind": "arrive", "how": "list", "listed": str(someone.id), "person": person}
    code = {"kind": "arrive", "how": "qr", "code": make_pass(someone.id, at=NOON)}
    send(first, [sealed(first, listed | {"tag": "A-1", "told_at": 0})], at=clock.now())
    send(second, [sealed(second, code | {"tag": "B-1", "told_at": 1})], at=clock.now())
    row = Evacuee.objects.get()
    assert row.resident == someone.id
    assert sorted(one.how for one in trail(row)) == ["list", "qr"]
    assert sorted(one.effect for one in trail(row)) == ["again", "new"]


def test_a_person_of_the_list_whom_the_town_no_longer_knows_is_entered_by_name():
    tablet, _ = a_listing_tablet(an_opening())
    told = {"kind": "arrive", "listed": str(UUID(int=9)), "person": {"family": "見本"}}
    send(tablet, [sealed(tablet, told | {"how": "list", "told_at": 0})], at=clock.now())
    row = Evacuee.objects.get()
    assert (row.resident, row.details) == (None, {"family": "見本"})
    assert Entry.objects.get().payload["listed"] == str(UUID(int=9))


def test_the_desk_says_which_tablets_may_hold_names():
    cast = a_cast()
    client = sign_in(Client(), cast.clerk)
    opening = an_opening(by=actor_of(cast.clerk, at=clock.now()), at=clock.now())
    where = reverse("shelters:prepare", args=[opening.pk])
    page = client.post(where, {"name": "玄関", "lists": "on"}).content.decode()
    assert Tablet.objects.get().lists
    assert "（名簿あり）" in page
