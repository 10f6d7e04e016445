"""A refusal told to a clerk (名簿に載せない希望): by telephone, at the counter, by letter."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.ground.people.testing import a_cast, a_resident, sign_in
from tsunagaru.services.shelters.models import Unlisted
from tsunagaru.services.shelters.services.privacy import export

pytestmark = pytest.mark.django_db
HOME = UUID(int=5)


@pytest.fixture
def clerk():
    return sign_in(Client(), a_cast().other_clerk)


@pytest.fixture
def mother():
    return a_resident(household=HOME, account=False)


@pytest.fixture
def child(mother):
    return a_resident(household=HOME, given="一郎", account=False)


def tell(clerk, person, *who, listed="no", channel="phone"):
    told = {"who": [str(one.id) for one in who], "listed": listed, "channel": channel}
    return clerk.post(reverse("shelters:choose_listed", args=[person.id]), told, follow=True)


def refused():
    return set(Unlisted.objects.values_list("resident", flat=True))


def test_a_clerk_finds_who_telephones_and_leaves_them_off_the_lists_though_they_have_no_account(
    clerk, mother
):
    told = {"kana": mother.kana.replace(" ", ""), "birth_on": mother.birth_on.isoformat()}
    found = clerk.post(reverse("shelters:find_listed"), told).content.decode()
    where = reverse("shelters:choose_listed", args=[mother.id])
    assert where in found
    page = tell(clerk, mother, mother).content.decode()
    assert "名簿に載せないことにしました。" in page
    assert "、電話）" in page
    assert refused() == {mother.id}
    searched = {one.subject: one.facts["page"] for one in audited("resident.searched")}
    assert searched[str(mother.id)] == "shelter_names"


def test_a_mother_speaks_for_her_child_and_each_of_them_is_audited_and_told(clerk, mother, child):
    tell(clerk, mother, mother, child, channel="counter")
    assert refused() == {mother.id, child.id}
    noted = audited("shelter.listing_noted")
    assert {one.subject for one in noted} == {str(mother.id), str(child.id)}
    assert [one.facts for one in noted] == [{"listed": "no", "channel": "counter"}] * 2
    told = [(one["listed"], one["channel"]) for one in published("shelter.listing_changed")]
    assert told == [("no", "counter")] * 2
    assert export(child.id)["unlisted"][0]["by"] == "窓口"


def test_a_refusal_is_taken_back_for_whom_it_is_told_and_no_other(clerk, mother, child):
    tell(clerk, mother, mother, child)
    page = tell(clerk, mother, mother, listed="yes", channel="post").content.decode()
    assert "名簿に載せることにしました。" in page
    assert refused() == {child.id}


def test_what_is_told_twice_changes_nothing_and_says_so(clerk, mother):
    tell(clerk, mother, mother)
    assert "変わったところはありません" in tell(clerk, mother, mother).content.decode()
    assert len(audited("shelter.listing_noted")) == 1


def test_nobody_outside_the_household_is_chosen_and_the_way_must_be_told(clerk, mother):
    stranger = a_resident(given="三郎")
    for answer in (
        tell(clerk, mother, stranger),
        tell(clerk, mother),
        tell(clerk, mother, mother, channel="online"),
    ):
        assert answer.status_code == 422
    assert refused() == set()


def test_that_a_clerk_looked_is_audited(clerk, mother):
    clerk.get(reverse("shelters:choose_listed", args=[mother.id]))
    assert [one.subject for one in audited("shelter.listing_read")] == [str(mother.id)]
