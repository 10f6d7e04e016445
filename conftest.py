"""What all tests share: the settings of hypothesis, one mark and one rule of order."""

import gc
import os
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

settings.register_profile(
    "house",
    deadline=None,
    max_examples=int(os.environ.get("TSUNAGARU_EXAMPLES", "60")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("house")
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}
# Files whose tests are long and share little: the processes take them one by one.
SPREAD = ("tests/test_permissions.py", "tests/walks/")


class FileByFile(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Gives a process whole files, so that what the tests of a file share is made once."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = nodeid.split("::", 1)[0]
        return nodeid if file.startswith(SPREAD) else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> FileByFile:
    """Hand out tests file by file, in the order in which they were collected."""
    config.option.loadscopereorder = False
    return FileByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches the database through a fixture, for PostgreSQL; put the browser last."""
    for item in items:
        if DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.django_db)
    # The browser's event loop stays in its thread, and nothing else there may start one of its own.
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what lives to the end: all tests, all of Django."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _append_only_tables_can_be_emptied_between_tests() -> None:
    """Tests that really commit are cleaned up by Django's flush, which the ledger forbids."""
    from tsunagaru.engines.payments import testing as payments  # noqa: PLC0415 - after Django's set-up
    from tsunagaru.ground.ledger import testing as ledger  # noqa: PLC0415 - after Django's set-up

    ledger.let_tests_flush()
    payments.let_tests_flush()


@pytest.fixture(scope="session", autouse=True)
def _fast_hasher() -> Iterator[None]:
    """A fast password hasher: the slow one is Django's own and needs no test of ours."""
    from django.test import override_settings  # noqa: PLC0415 - after Django's set-up

    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


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
