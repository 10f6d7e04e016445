"""An alert names the shelters that take in whom it alerts (警報に出す避難所)."""

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.messages.testing import broadcasts
from tsunagaru.ground.people.testing import a_clerk, a_head, actor_of, sign_in
from tsunagaru.services.emergency.testing import asked_for, said_alone
from tsunagaru.services.shelters.rules.states import OpeningAct
from tsunagaru.services.shelters.services.opening import change
from tsunagaru.services.shelters.testing import NOON, SITE, an_opening, shelters_of_a_town

pytestmark = pytest.mark.django_db
NAMES = {"ja": "見本小学校", "easy": "見本小学校（みほん）", "en": "Sample School"}
SCHOOL = {"code": "school", "name": NAMES, "address_en": "1 Sample, Oyama", "district": "d09"}


@pytest.fixture
def head():
    return actor_of(a_head())


@pytest.fixture
def town():
    shelters_of_a_town(shelters=[SITE, SITE | SCHOOL | {"hazards": ["earthquake"]}])


@pytest.fixture
def both(town, head):
    return [an_opening(code, by=head, at=NOON) for code in ("gym", "school")]


def named(number=-1):
    """Return the lines about shelters of a message, by language."""
    texts = broadcasts()[number].texts
    lines = {one: text["body"].splitlines() for one, text in texts.items()}
    return {one: [line[1:] for line in told if line[:1] == "＠"] for one, told in lines.items()}


def test_every_language_names_the_open_shelters_of_the_districts_alerted(both, head):
    said_alone(head, districts=("d09",))
    assert named() == {
        "ja": ["見本小学校"],
        "ja-easy": ["見本小学校（みほん）"],
        "en": ["Sample School (1 Sample, Oyama)"],
    }


def test_an_alert_for_the_whole_town_names_all_that_are_open(both, head):
    said_alone(head)
    assert named()["ja"] == ["中央体育館、見本小学校"]
    assert named()["en"] == ["Central Gym; Sample School (1 Sample, Oyama)"]


def test_what_is_full_or_closed_is_not_named(both, head):
    change(both[0].pk, OpeningAct.FILL, by=head, at=NOON)
    change(both[1].pk, OpeningAct.CLOSE, by=head, at=NOON)
    said_alone(head)
    assert named()["ja"] == []


def test_what_is_open_for_a_drill_is_not_named(town, head):
    an_opening("gym", by=head, at=NOON, drill=True)
    said_alone(head)
    assert named()["ja"] == []


def test_who_need_not_leave_is_sent_nowhere(both, head):
    said_alone(head, level=2)
    assert named()["ja"] == []


def test_an_end_names_no_shelter_and_what_follows_names_those_open_by_then(town, head):
    first = said_alone(head)
    an_opening("gym", by=head, at=NOON)
    said_alone(head, alert=first.alert_id)
    said_alone(head, alert=first.alert_id, level=0)
    assert [named(n)["ja"] for n in range(3)] == [[], ["中央体育館"], []]


def test_who_confirms_sees_what_is_said_of_shelters(both, head):
    row = asked_for(head, districts=("d01",))
    client = sign_in(Client(), a_clerk())
    page = client.get(reverse("emergency:announcement", args=[row.pk])).content.decode()
    assert "＠中央体育館" in page
