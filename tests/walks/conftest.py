"""Fixtures of the walks: one town and one browser a session."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tests.walks.town import Town, running
from tools.debian import find_chromium
from tsunagaru.engines.messages.testing import Sink, mail_server

PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PATIENCE_MS = 10_000
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def fresh_database() -> str:
    """Return the address of a new database beside the one the tests use."""
    given = os.environ.get("TSUNAGARU_DATABASE", "")
    if not given.startswith("postgres"):
        return ""
    name = f"walk_{uuid4().hex[:8]}"
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return urlsplit(given)._replace(path=f"/{name}").geturl()


@pytest.fixture(scope="session")
def mail() -> Iterator[Sink]:
    """A real mail server, to which the town's worker hands its letters."""
    with mail_server() as sink:
        yield sink


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory, mail: Sink) -> Iterator[Town]:
    home: Path = tmp_path_factory.mktemp("town")
    post = {"TSUNAGARU_SMTP_HOST": "127.0.0.1", "TSUNAGARU_SMTP_PORT": str(mail.port)}
    with running(Town(home=home, database=fresh_database(), more=post)) as up:
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest walks, so that no core waits for one of them at the end."""
    items.sort(key=lambda item: "test_every_page" not in item.nodeid)
