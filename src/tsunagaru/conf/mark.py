"""The mark that a data folder is ready (準備済みの印), read without Django for a quick start."""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import tsunagaru

SOURCE = Path(tsunagaru.__file__).parent


def home() -> Path:
    """Return the data folder (データフォルダ)."""
    return Path(os.environ.get("TSUNAGARU_HOME", "var")).resolve()


def town() -> Path:
    """Return the town's folder (町フォルダ)."""
    return Path(os.environ.get("TSUNAGARU_TOWN", "towns/oyama")).resolve()


@dataclass(frozen=True)
class Mark:
    """From which sources a data folder was made ready, and what to greet with.

    Args:
        version: of the product.
        migrations: fingerprint of the migrations' names.
        town: fingerprint of the town folder.
        statics: fingerprint of style sheets and pictures.
        people: the demo sign-ins as printed lines.
    """

    version: str
    migrations: str
    town: str
    statics: str
    people: tuple[str, ...] = ()

    def same_sources(self, other: "Mark") -> bool:
        """Tell whether another mark was made from the same sources."""
        return self.sources == other.sources

    @property
    def sources(self) -> tuple[str, str, str, str]:
        """Return the fingerprints alone."""
        return (self.version, self.migrations, self.town, self.statics)


def present() -> Mark:
    """Return the mark of the sources as they are now."""
    names = sorted(str(path.relative_to(SOURCE)) for path in SOURCE.rglob("migrations/*.py"))
    return Mark(
        version=tsunagaru.__version__,
        migrations=sha256("\n".join(names).encode()).hexdigest(),
        town=_digest(town().rglob("*"), town()),
        statics=_digest(SOURCE.rglob("static/**/*"), SOURCE),
    )


def _digest(paths: Iterable[Path], root: Path) -> str:
    found = sha256()
    for path in sorted(path for path in paths if path.is_file()):
        found.update(f"\0{path.relative_to(root)}\0".encode())
        found.update(path.read_bytes())
    return found.hexdigest()


def read() -> Mark | None:
    """Return the mark of the data folder, or None before it was made ready."""
    try:
        raw = json.loads(_file().read_text(encoding="utf-8"))
        return Mark(**{**raw, "people": tuple(raw["people"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write(mark: Mark) -> None:
    """Leave the mark; the data folder is ready."""
    _file().write_text(json.dumps(asdict(mark), ensure_ascii=False, indent=1), encoding="utf-8")


def has_database() -> bool:
    """Tell whether the database can be there: SQLite's file, or an address of a server."""
    address = os.environ.get("TSUNAGARU_DATABASE", "")
    return bool(address) or (home() / "town.sqlite3").exists()


def ready() -> Mark | None:
    """Return the mark when nothing is left to prepare."""
    left = read()
    return left if left and has_database() and left.same_sources(present()) else None


def _file() -> Path:
    return home() / "prepared.json"
