"""Both sides hear that somebody may act for another, and that it is over."""

from pathlib import Path

import pytest
from django.db import transaction

from tsunagaru.engines.messages import api as messages
from tsunagaru.engines.messages.testing import notices_of
from tsunagaru.ground.ledger.testing import deliver_all
from tsunagaru.ground.people.testing import (
    a_mandate,
    a_mandate_nobody_confirmed,
    a_resident,
    end_mandate,
)
from tsunagaru.kernel import clock
from tsunagaru.kernel.folder import Folder

pytestmark = pytest.mark.django_db
TOWN = Path(__file__).parents[5] / "towns" / "oyama"


@pytest.fixture(autouse=True)
def _texts(db):
    with transaction.atomic():
        texts = messages.TOWN_PART.read(Folder(TOWN))
        assert texts
        messages.TOWN_PART.apply(texts, at=clock.now())


@pytest.fixture
def sides():
    return a_resident(), a_resident(given="次郎", kana_given="ジロウ")


def heard(person):
    deliver_all(at=clock.now())
    return {one.template: one for one in notices_of(person.id)}


def test_both_sides_hear_of_a_mandate_and_of_its_end_once(sides):
    mandate = a_mandate(*sides, at=clock.now())
    for side in sides:
        found = heard(side)["mandate_confirmed"]
        assert "次郎さんが、" in found.body
        assert found.url == "/me/mandates/"
    end_mandate(mandate, by=sides[1])
    for side in sides:
        assert set(heard(side)) == {"mandate_confirmed", "mandate_ended"}
        assert len(notices_of(side.id)) == 2


def test_who_has_neither_account_nor_address_is_sent_nothing(sides):
    grandmother = a_resident(account=False, email="", given="うめ", kana_given="ウメ")
    a_mandate(grandmother, sides[1], at=clock.now())
    assert heard(grandmother) == {}
    assert set(heard(sides[1])) == {"mandate_confirmed"}


def test_the_end_of_what_nobody_confirmed_is_no_news(sides):
    a_mandate_nobody_confirmed(sides[0], at=clock.now())
    assert all(heard(side) == {} for side in sides)
