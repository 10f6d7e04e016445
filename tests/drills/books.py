"""What the database says after a drill (帳簿): every application with all that belongs to it."""

import time
from dataclasses import dataclass

from tests.drills.databases import Database
from tests.walks.town import Town

CALM_WITHIN_S = 240
UNFINISHED = (
    "SELECT reaction, state, attempts, owner, due_at, lease_until, last_error"
    " FROM ledger_delivery WHERE state IN ('queued', 'leased')"
)
EVENTS = "SELECT subject FROM ledger_event WHERE name = 'application.submitted'"
NOTICES = "SELECT about FROM messaging_notice WHERE template = 'application_received'"
UNSENT = "SELECT count(*) FROM messaging_email WHERE state <> 'accepted'"


@dataclass(frozen=True)
class Books:
    """Ids as text without dashes, the same on both databases; lists keep doubles."""

    applications: list[str]
    drafts: list[str]
    cases: list[str]
    events: list[str]
    notices: list[str]
    dead: int
    unsent: int


def wait_until_calm(database: Database, town: Town, *, within_s: float = CALM_WITHIN_S) -> None:
    """Wait until every reaction was carried out or given up."""
    end = time.monotonic() + within_s
    while unfinished := database.ask(town, UNFINISHED):
        if time.monotonic() > end:
            raise TimeoutError(f"{len(unfinished)} unfinished: {unfinished[:3]}")
        time.sleep(0.3)


def read_books(database: Database, town: Town) -> Books:
    """Read everything that belongs to an application."""

    def ids(query: str) -> list[str]:
        return sorted(plain(str(row[0])) for row in database.ask(town, query))

    return Books(
        applications=ids("SELECT id FROM applications_application"),
        drafts=ids("SELECT draft_id FROM applications_application"),
        cases=ids("SELECT subject FROM cases_case WHERE kind = 'application'"),
        events=ids(EVENTS),
        notices=ids(NOTICES),
        dead=database.ask(town, "SELECT count(*) FROM ledger_delivery WHERE state = 'dead'")[0][0],
        unsent=database.ask(town, UNSENT)[0][0],
    )


def plain(text: str) -> str:
    """Return an id without dashes."""
    return text.replace("-", "")
