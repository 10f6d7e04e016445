"""Whether the town knows who somebody is (本人確認)."""

from uuid import uuid4

import pytest

from tsunagaru.ground.people.api import erase_person, is_verified
from tsunagaru.ground.people.testing import MORNING, a_resident, link_a_card

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("source", ["register", "staff", "demo"])
def test_who_is_in_the_register_or_was_at_the_counter_is_known(source):
    assert is_verified(a_resident(source=source, account=False).id)


def test_who_only_typed_a_name_is_not_known_until_a_card_is_entered():
    person, other = a_resident(source="self"), a_resident(source="self")
    assert not is_verified(person.id)
    link_a_card(person)
    assert is_verified(person.id)
    assert not is_verified(other.id)


def test_nobody_and_who_was_erased_are_not_known():
    person = a_resident()
    erase_person(person.id, at=MORNING)
    assert not is_verified(person.id)
    assert not is_verified(uuid4())
