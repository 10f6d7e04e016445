"""An office that passes on is told to both, and its pages close that moment (引継ぎの知らせ)."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.messages.testing import mailed, noticed
from tsunagaru.ground.people.testing import a_clerk, actor_of, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.clock import JST
from tsunagaru.services.community.models import Term
from tsunagaru.services.community.rules.duties import Duty
from tsunagaru.services.community.services import paper_homes
from tsunagaru.services.community.services.offices import end_term, hand_over
from tsunagaru.services.community.services.paper_homes import CannotEnter
from tsunagaru.services.community.services.rosters import CannotLook, look
from tsunagaru.services.community.testing import (
    NOON,
    a_home,
    a_leader,
    a_paper_home,
    a_town_with_districts,
)

pytestmark = pytest.mark.django_db
LAST = datetime(2027, 3, 31, 23, 59, 59, tzinfo=JST)
FIRST = LAST + timedelta(seconds=1)
NOT_FOUND, OK = 404, 200


@pytest.fixture
def old():
    a_town_with_districts()
    return a_leader(a_home("k1").members[0])


@pytest.fixture
def deputy():
    a_town_with_districts()
    return a_leader(a_home("k1").members[0], duty=Duty.DEPUTY)


def told(template):
    return [one.resident_id for one in noticed(template)]


def test_both_are_told_by_inbox_and_mail_when_an_office_is_handed_over(old, deputy, settings):
    settings.EMAIL_HOST = "mail.example"
    hand_over("k1", deputy.resident, by=old, at=NOON)
    assert told("office_begins")[-1] == deputy.resident
    assert told("office_ends") == [old.resident]
    words = "ja：見本第1区区長2027年4月1日（木）"
    assert [one.body for one in noticed("office_ends")] == [words]
    assert sorted(one.notice.template for one in mailed()) == ["office_begins", "office_ends"]


def test_who_was_named_before_another_is_told_that_it_is_off(old, deputy):
    other = a_home("k1").members[0]
    a_leader(other, duty=Duty.GROUP, group="k1-1")
    hand_over("k1", deputy.resident, by=old, at=NOON)
    hand_over("k1", other, by=old, at=NOON)
    assert told("office_dropped") == [deputy.resident]
    assert told("office_begins").count(other) == 1 + 1  # as head of a group, and next
    assert told("office_ends") == [old.resident]  # whose last day stays: nothing new to tell


def test_whom_the_town_dismisses_is_told(old):
    end_term(Term.objects.get().pk, by=actor_of(a_clerk()), at=NOON + timedelta(days=3))
    assert told("office_ends") == [old.resident]


def test_until_the_last_second_the_old_head_leads_and_from_the_first_the_new(old, deputy):
    hand_over("k1", deputy.resident, by=old, at=NOON)
    home = a_paper_home(old)
    assert list(look("k1", by=old, at=LAST)) == []
    assert len(paper_homes.look("k1", by=old, at=LAST)) == 1
    for act in (
        lambda: look("k1", by=old, at=FIRST),
        lambda: paper_homes.look("k1", by=old, at=FIRST),
        lambda: paper_homes.remove(home, by=old, at=FIRST),
    ):
        with pytest.raises((CannotLook, CannotEnter)):
            act()
    new = actor_of(deputy.resident)
    assert len(paper_homes.look("k1", by=new, at=FIRST)) == 1


def test_every_page_of_the_office_closes_the_moment_the_town_ends_it():
    a_town_with_districts()
    at = clock.now()
    person = a_home("k1", at=at).members[0]
    a_leader(person, at=at)
    client = sign_in(Client(), person)
    pages = [
        reverse(f"community:{page}", args=["k1"])
        for page in ("district", "roster", "paper_homes", "head_write")
    ]
    assert {client.get(page).status_code for page in pages} == {OK}
    end_term(Term.objects.get().pk, by=actor_of(a_clerk()), at=clock.now())
    assert {client.get(page).status_code for page in pages} == {NOT_FOUND}
    assert {client.post(page).status_code for page in pages[2:]} == {NOT_FOUND}
