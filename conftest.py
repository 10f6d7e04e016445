"""What all tests share: the settings of hypothesis, one mark and one rule of order."""

import os
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "house",
    deadline=None,
    max_examples=int(os.environ.get("TSUNAGARU_EXAMPLES", "60")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("house")
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches the database through a fixture, for PostgreSQL; put the browser last."""
    for item in items:
        if DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.django_db)
    # The browser's event loop stays in its thread, and nothing else there may start one of its own.
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session", autouse=True)
def _append_only_tables_can_be_emptied_between_tests() -> None:
    """Tests that really commit are cleaned up by Django's flush, which the ledger forbids."""
    from tsunagaru.engines.payments import testing as payments  # noqa: PLC0415 - after Django's set-up
    from tsunagaru.ground.ledger import testing as ledger  # noqa: PLC0415 - after Django's set-up

    ledger.let_tests_flush()
    payments.let_tests_flush()


@pytest.fixture(scope="session", autouse=True)
def _no_card_provider_but_a_test_s_own() -> None:
    """A demo that runs beside the tests must not answer them."""
    from django.conf import settings as ours  # noqa: PLC0415 - after Django's set-up

    ours.TSUNAGARU_CARD_ISSUER = "http://127.0.0.1:9/api/realms/main"
    ours.TSUNAGARU_CARD_REVOCATION = "http://127.0.0.1:9/ca"


@pytest.fixture(scope="session", autouse=True)
def _keys_are_there_before_the_first_test() -> None:
    """A test of a town without some key must not be the one that meets no keys at all."""
    from django.conf import settings as ours  # noqa: PLC0415 - after Django's set-up

    from tsunagaru.ground.vault import keys  # noqa: PLC0415 - after Django's set-up

    with suppress(FileExistsError):  # another process of this run was quicker
        keys.create(ours.TSUNAGARU_KEYS)
