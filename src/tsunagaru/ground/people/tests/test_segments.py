"""Parents are chosen by the age of their children, and nobody by what is not known."""

from datetime import date
from uuid import uuid4

import pytest

from tsunagaru.ground.people.queries.segments import CHILDREN, parents_of
from tsunagaru.ground.people.testing import a_resident

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("tsunagaru.kernel.clock.day_of", lambda _at: date(2026, 4, 2))


def a_family(*births: str):
    """Return the ids of the members, the grown-up first."""
    household = uuid4()
    return [
        a_resident(household=household, birth_on=date.fromisoformat(birth)).id
        for birth in ("1990-01-01", *births)
    ]


def test_grown_ups_of_a_household_with_a_child_of_the_age_are_chosen():
    mother, *_ = a_family("2024-04-03", "2021-01-01")
    other, *_ = a_family("2012-01-01")
    assert set(parents_of(["0-2"])) == {mother}
    assert set(parents_of(["3-5", "12-14"])) == {mother, other}


def test_a_birthday_moves_a_child_into_the_next_band():
    mother, *_ = a_family("2023-04-02")
    assert parents_of(["0-2"]) == []
    assert parents_of(["3-5"]) == [mother]


def test_who_has_no_household_or_an_unknown_band_is_not_chosen():
    a_resident(birth_on=date(1990, 1, 1))
    a_family("2024-04-03")
    assert parents_of(["99"]) == []


def test_bands_follow_one_another_without_a_gap():
    ages = [code.split("-") for code, _ in CHILDREN.values()]
    spans = [(int(first), int(last)) for first, last in ages]
    assert [n for first, last in spans for n in range(first, last + 1)] == list(range(18))
