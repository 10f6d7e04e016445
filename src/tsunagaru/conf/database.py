"""Which database (データベースの選択): an address in one variable, or SQLite in the data folder."""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

# WAL lets pages be read while one writes; FULL keeps a commit through a power cut;
# IMMEDIATE takes the write lock at BEGIN, so two writers wait instead of failing half-way.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000;"
)
# A town has several hundred kinds of statements; Python keeps 128 ready, and reads the others anew.
STATEMENTS = 1024
# Only statements bound by the server are ever prepared: the one that writes an event.
PREPARE_AFTER = 2


def choose(address: str, home: Path) -> dict[str, Any]:
    """Return Django's description of the database.

    Args:
        address: ``postgresql://user@host:port/name``, ``sqlite:///path``, or empty for SQLite in
            the data folder.
        home: the data folder.
    """
    parts = urlsplit(address)
    if parts.scheme in {"postgresql", "postgres"}:
        options = {"prepare_threshold": PREPARE_AFTER} | dict(parse_qsl(parts.query))
        return _postgresql(parts) | {"OPTIONS": options}
    path = Path(unquote(parts.path)) if address else home / "town.sqlite3"
    return {
        "ENGINE": "tsunagaru.conf.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "TEST": {"NAME": ":memory:"},  # Django's own choice, said aloud for an engine of our own
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "init_command": SQLITE_PRAGMAS,
            "timeout": 20,
            "cached_statements": STATEMENTS,
        },
    }


def _postgresql(parts: SplitResult) -> dict[str, Any]:
    return {
        "ENGINE": "tsunagaru.conf.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
