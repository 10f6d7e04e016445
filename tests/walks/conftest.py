"""Fixtures of the walks: one town and one browser a session."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tests.walks.town import Town, running
from tools.debian import find_chromium
from tools.prepared import new_town as prepare_town
from tsunagaru.engines.messages.testing import Sink, mail_server

PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
NewTown = Callable[..., Town]
PATIENCE_MS = 10_000
LONGEST = (
    "test_every_page",
    "test_counter_visit_walk",
    "test_main_walk",
    "test_hearing_walk",
    "test_ideas_walk",
)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def new_town(prepared: Path) -> NewTown:
    """Make a town without acts of residents, on a database beside the one the tests use."""
    address = os.environ.get("TSUNAGARU_DATABASE", "")

    def make(home: Path, **more: str) -> Town:
        database = prepare_town(prepared, home, address, f"walk_{uuid4().hex[:8]}")
        return Town(home=home, database=database, more=more)

    return make


@pytest.fixture(scope="session")
def mail() -> Iterator[Sink]:
    """A real mail server, to which the town's worker hands its letters."""
    with mail_server() as sink:
        yield sink


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory, new_town: NewTown, mail: Sink) -> Iterator[Town]:
    home: Path = tmp_path_factory.mktemp("town")
    post = {"TSUNAGARU_SMTP_HOST": "127.0.0.1", "TSUNAGARU_SMTP_PORT": str(mail.port)}
    with running(new_town(home, **post)) as up:
        yield up


@pytest.fixture(scope="session")
def accounts(town: Town) -> dict[str, dict[str, str]]:
    """The demo sign-ins by their names."""
    listed: list[dict[str, str]] = json.loads(town.command("demo", "accounts", "--json"))
    return {account["login"]: account for account in listed}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # The browser's loop runs in this thread, where other tests of the session use the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=find_chromium(), args=QUIET)


@pytest.fixture
def phone(browser: Browser, town: Town) -> Iterator[Page]:
    """A resident's phone, with JavaScript off: everything must work without."""
    context = browser.new_context(
        viewport=PHONE,
        locale="ja-JP",
        java_script_enabled=False,
        base_url=town.address,
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(browser: Browser, town: Town) -> Iterator[Page]:
    """A clerk's screen."""
    context: BrowserContext = browser.new_context(
        viewport=DESKTOP,
        locale="ja-JP",
        base_url=town.address,
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the longest walks, so that no core waits for one of them at the end.

    Where the runner says so, each further walk goes on one of the databases, every other one on
    SQLite: a walk through pages is about pages, and what a statement does on either database is
    tested below them. The walks that prove an initiative go on SQLite, and every other one on
    PostgreSQL again.
    """
    items.sort(key=lambda item: not any(name in item.nodeid for name in LONGEST))
    if os.environ.get("TSUNAGARU_FURTHER", "both") == "both":
        return
    further = sorted(item.nodeid for item in items if item.get_closest_marker("further"))
    here, on_postgresql = Path(__file__).parent, bool(os.environ.get("TSUNAGARU_DATABASE"))
    walks = sorted({item.nodeid for item in items if here in item.path.parents} - {*further})
    elsewhere = {*further[on_postgresql::2], *(walks[::2] if on_postgresql else ())}
    config.hook.pytest_deselected(items=[one for one in items if one.nodeid in elsewhere])
    items[:] = [one for one in items if one.nodeid not in elsewhere]
