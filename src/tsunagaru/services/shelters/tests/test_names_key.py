"""The key to the lists of names (名簿の鍵): without it what a tablet keeps tells nothing."""

import base64
import json

import pytest
from cryptography.exceptions import InvalidTag
from django.test import Client
from django.urls import reverse

from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.ground.people.testing import a_cast, a_resident, actor_of, sign_in
from tsunagaru.kernel import clock
from tsunagaru.services.shelters.gateways.lists import open_list
from tsunagaru.services.shelters.models import Opening
from tsunagaru.services.shelters.rules import keys
from tsunagaru.services.shelters.rules.states import OpeningAct
from tsunagaru.services.shelters.services import keeping, tablets
from tsunagaru.services.shelters.services.opening import change
from tsunagaru.services.shelters.testing import an_opening

pytestmark = pytest.mark.django_db
OTHER = keys.written("ABCDEFGHIJKLMNOPQRSU")


@pytest.fixture
def cast():
    return a_cast()


@pytest.fixture
def by(cast):
    return actor_of(cast.clerk, at=clock.now())


@pytest.fixture
def opening(by):
    return an_opening(by=by, at=clock.now())


@pytest.fixture
def token(opening, by):
    _, code = tablets.prepare(opening.pk, "玄関", by=by, at=clock.now(), lists=True)
    return tablets.enrol(code, at=clock.now())[1]


def ask(token, name="names", **told):
    where, headers = reverse(f"shelters:{name}"), {"Authorization": f"Tablet {token}"}
    return Client().post(where, json.dumps(told), "application/json", headers=headers).json()


def press(cast, opening, act):
    where = reverse("shelters:names_key", args=[opening.pk])
    return sign_in(Client(), cast.clerk).post(where, {"act": act})


def key_of(opening):
    return Opening.objects.get(pk=opening.pk).names_key


def test_what_a_tablet_is_given_names_nobody_to_who_has_no_key(opening, token):
    someone = a_resident(district="d01")
    told = ask(token)
    raw = base64.b64decode(told["box"])
    assert set(told) == {"box", "key", "made"}
    assert not any(sign.encode() in raw for sign in (someone.family, someone.kana, str(someone.id)))
    with pytest.raises(InvalidTag):
        open_list(OTHER, told["box"])
    found = [one["name"] for one in open_list(key_of(opening), told["box"])]
    assert someone.name in found
    assert key_of(opening) not in json.dumps(told)


def test_a_key_made_anew_opens_what_is_handed_out_from_then_on_and_tablets_hear_of_it(
    cast, opening, token
):
    before, old = ask(token), key_of(opening)
    assert ask(token, "sync", clock=0, waiting=0, entries=[])["key"] == before["key"]
    assert keys.spaced(old) not in press(cast, opening, "renew").content.decode()
    assert ask(token, "sync", clock=0, waiting=0, entries=[])["key"] != before["key"]
    box = ask(token)["box"]
    with pytest.raises(InvalidTag):
        open_list(old, box)
    assert open_list(key_of(opening), box) == []
    assert len(published("shelter.names_key_made")) == 2


def test_staff_see_the_key_again_and_that_they_saw_it_is_audited(cast, opening, token):
    ask(token)
    page = press(cast, opening, "show").content.decode()
    assert keys.spaced(key_of(opening)) in page
    seen = audited("shelter.names_key_shown")
    assert [(one.subject, one.facts) for one in seen] == [(str(opening.pk), {"act": "show"})]
    assert key_of(opening) not in str([one.facts for one in seen])


def test_the_key_goes_with_the_shelter(cast, opening, by, token):
    ask(token)
    change(opening.pk, OpeningAct.CLOSE, by=by, at=clock.now())
    assert key_of(opening) is None
    assert press(cast, opening, "show").status_code == 409


def test_a_drill_has_no_key(by, cast):
    opening = an_opening(by=by, at=clock.now(), drill=True)
    with pytest.raises(keeping.CannotShowKey):
        keeping.show_key(opening.pk, anew=True, by=by, at=clock.now())
    where = reverse("shelters:prepare", args=[opening.pk])
    sent = sign_in(Client(), cast.clerk).post(where, {"name": "玄関", "lists": "on"})
    assert "名簿の鍵" not in sent.content.decode()
