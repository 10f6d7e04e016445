"""What all tests share: the settings of hypothesis, one mark and one rule of order."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

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
DRILL_MAY_TAKE_S = 1500
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}
# Files whose tests are long and share little: the processes take them one by one.
SPREAD = ("tests/test_permissions.py", "tests/walks/")

TOLD = "told"


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


@pytest.hookimpl(trylast=True)  # once the drills are marked as such
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what touches the database through a fixture, for PostgreSQL; put the browser last."""
    for item in items:
        if item.get_closest_marker("drill") and config.getoption("timeout") is None:
            item.add_marker(pytest.mark.timeout(DRILL_MAY_TAKE_S))
        if DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.django_db)
    # The browser's event loop stays in its thread, and nothing else there may start one of its own.
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Tell a figure at the end of the run, from whichever process and whatever came of the test."""
    return lambda line: record_property(TOLD, line)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests had to tell."""
    reports = [one for kind in ("passed", "failed") for one in terminalreporter.getreports(kind)]
    told = [one.user_properties for one in reports if getattr(one, "when", "") == "call"]
    for name, line in (pair for pairs in told for pair in pairs):
        if name == TOLD:
            terminalreporter.write_line(str(line))


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


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what is made once: for all runs of the runner, or for the processes of one."""
    base = tmp_path_factory.getbasetemp()
    own = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return Path(os.environ.get("TSUNAGARU_PREPARED", own))


@pytest.fixture(scope="session")
def migrated(request: pytest.FixtureRequest, prepared: Path) -> Path | None:
    """SQLite's file with all tables and no rows, kept from run to run; None on PostgreSQL."""
    from tools.prepared import migrated_file  # noqa: PLC0415 - only where it is needed

    if os.environ.get("TSUNAGARU_DATABASE"):
        return None
    return migrated_file(
        request.config.cache.mkdir("prepared") if request.config.cache else prepared
    )


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    prepared: Path,
    migrated: Path | None,
    django_db_modify_db_settings_parallel_suffix: None,  # noqa: ARG001 - a name for each process
) -> Iterator[None]:
    """The tests' database begins as a copy of one that was migrated once."""
    from django.db import connection  # noqa: PLC0415 - after Django's set-up

    from tools.prepared import filled, migrated_template  # noqa: PLC0415 - as above

    if migrated is None:
        address = os.environ["TSUNAGARU_DATABASE"]
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated_template(prepared, address)
        yield
        return
    memory = connection.creation._get_test_db_name()  # noqa: SLF001 - Django tells it nowhere else
    with filled(memory, migrated):
        yield


@pytest.fixture
def shared_database(
    transactional_db: None,  # noqa: ARG001 - what threads write is undone by emptying
    tmp_path: Path,
) -> Iterator[Path | None]:
    """A database that threads can really share."""
    from tsunagaru.ground.rows.testing import in_a_file  # noqa: PLC0415 - after Django's set-up

    with in_a_file(tmp_path / "shared.sqlite3") as path:
        yield path
