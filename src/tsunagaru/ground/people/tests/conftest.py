"""What the tests of people share."""

from datetime import UTC, datetime

import pytest

from tsunagaru.ground.people import services
from tsunagaru.ground.people.testing import (
    PASSWORD,
    a_card_provider,
    a_resident,
    use_card_provider,
)
from tsunagaru.kernel import clock

NOON = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch):
    """Sets the clock that views read."""

    def travel(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)

    travel(NOON)
    return travel


@pytest.fixture
def hanako():
    """A resident who signs in with the e-mail address and ``PASSWORD``."""
    person = a_resident(account=False)
    services.open_account(login=person.email, password=PASSWORD, resident=person.id, at=NOON)
    return person


@pytest.fixture(scope="session")
def card_stand_in(tmp_path_factory):
    """A stand-in of the card provider, on a port of its own for all tests."""
    with a_card_provider(tmp_path_factory.mktemp("card")) as realm:
        yield realm


@pytest.fixture
def card_realm(card_stand_in, settings):
    """The stand-in as good as new, and settings that lead to it."""
    return use_card_provider(card_stand_in, settings)
