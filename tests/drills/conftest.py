"""Fixtures of the drills: both databases, and towns on them."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.drills.databases import Database, PostgreSQL, Sqlite
from tests.walks.town import Town
from tools.debian import find_postgresql
from tools.mail import MailServer, mail_server
from tools.postgres import throw_away_cluster

NewTown = Callable[..., Town]
Tell = Callable[[str], None]
# Their bars are PostgreSQL's, and its server dies as well.
ONE_DATABASE = {
    "test_broadcasting",
    "test_wordings",
    "test_surveys",
    "test_surveys_web",
    "test_shelters",
}
Ready = Callable[[Database], Town]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """All tests here are drills, and go alone; some, where the runner says so, on one database."""
    here = Path(__file__).parent
    drills = [item for item in items if here in item.path.parents]
    for item in drills:
        item.add_marker(pytest.mark.drill)
        item.add_marker(pytest.mark.alone)
    if os.environ.get("TSUNAGARU_FURTHER", "both") != "both":
        left = [one for one in drills if one.path.stem in ONE_DATABASE and "[sqlite]" in one.name]
        config.hook.pytest_deselected(items=left)
        items[:] = [one for one in items if one not in left]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    if find_postgresql() is None:
        pytest.skip("PostgreSQL's server is not installed")
    with throw_away_cluster(durable=True) as cluster:
        yield PostgreSQL(cluster)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """Each kind of database in turn."""
    if request.param == "sqlite":
        return Sqlite()
    found: PostgreSQL = request.getfixturevalue("postgresql")
    return found


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    """Prepare a town once for each kind of database; drills get copies of it."""
    done: dict[str, Town] = {}

    def prepare(database: Database) -> Town:
        if database.kind not in done:
            home = tmp_path_factory.mktemp(f"prepared-{database.kind}")
            town = Town(home=home, database=database.new())
            town.command("up", "--prepare-only", "--months", "0")
            done[database.kind] = town
        return done[database.kind]

    return prepare


@pytest.fixture
def new_town(database: Database, ready: Ready, tmp_path: Path) -> NewTown:
    """Make a prepared town without acts of residents, on a database of its own."""

    def make(name: str = "town", **more: str) -> Town:
        like, home = ready(database), tmp_path / name
        shutil.copytree(like.home, home)
        return Town(home=home, database=database.new(like.database), more=more)

    return make
