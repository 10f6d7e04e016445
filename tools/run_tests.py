"""Runs the tests (テストの実行) on SQLite, then those that touch the database on PostgreSQL.

``python -m tools.run_tests test|drill``. With ``TSUNAGARU_REQUIRE_ALL=1`` (CI) the PostgreSQL half
and the browser half must run; elsewhere what is absent is skipped with its reason printed.

What takes long comes with the drills, so that the tests stay short enough to be run before every
commit: every other walk on PostgreSQL, the walks that prove no initiative (``further``), each on
one of the databases in turn or, with ``TSUNAGARU_FURTHER=both``, on both; and on PostgreSQL
addresses and forms against roles and attacks (``matrix``). How a page looks and reads (axe,
languages) does not depend on the database: SQLite alone.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from tools import debian
from tools.postgres import throw_away_cluster

ROOT = Path(__file__).resolve().parent.parent


def marked(*marks: str) -> tuple[str, ...]:
    """Return the files in which tests bear one of these marks: to collect all takes long."""
    files = (path for folder in ("src", "tests") for path in (ROOT / folder).rglob("test_*.py"))
    texts = ((str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")) for path in files)
    return tuple(sorted(name for name, text in texts if any(f"mark.{m}" in text for m in marks)))


class Run(NamedTuple):
    """One call of pytest (テストの1回の実行).

    Args:
        marks: which tests.
        files: where they are; all files where none is named.
        spread: how xdist spreads them over the cores; long ones one at a time, so that none waits
            behind another. Drills that kill processes use all cores by themselves: they go alone.
        must: whether there must be such tests.
    """

    marks: str
    files: tuple[str, ...] = ()
    spread: tuple[str, ...] = ("-n", str(max(2, min(os.cpu_count() or 2, 4))))
    must: bool = False

    def without_browser(self) -> "Run":
        """Leave out what needs the browser."""
        return self._replace(marks=f"({self.marks}) and not browser")


TOLD = ("-ra", "--durations=8", "--durations-min=20")
ONE_BY_ONE = (*Run("").spread, "--maxschedchunk=1")
ON_SQLITE: dict[str, tuple[Run, ...]] = {
    "test": (Run("not drill and not further", must=True),),
    "drill": (
        # some walk again what the next run walks
        Run("drill and not alone", marked("drill"), ONE_BY_ONE),
        Run("not drill and further", marked("further"), ONE_BY_ONE),
        Run("alone", ("tests/drills",), ("-n", "0")),  # on both databases
    ),
}
ON_POSTGRESQL: dict[str, tuple[Run, ...]] = {
    "test": (Run("not drill and not matrix and django_db and not browser"),),
    "drill": (
        Run(
            "django_db and (drill and not browser or not drill and (matrix or browser))",
            marked("drill", "matrix", "browser"),
            ONE_BY_ONE,
        ),
    ),
}
# Properties of rules were tried in full on SQLite, by the same code.
FEWER = {"TSUNAGARU_EXAMPLES": os.environ.get("TSUNAGARU_EXAMPLES", "20")}
NOTHING_TO_DO = 5  # drills bring both databases themselves, and some machines have no browser
REQUIRE_ALL = os.environ.get("TSUNAGARU_REQUIRE_ALL", "") == "1"


def pytest(run: Run, environment: dict[str, str]) -> bool:
    """Run pytest in processes of its own; tell whether it passed."""
    command = [sys.executable, "-m", "pytest", *run.spread, "-m", run.marks, *TOLD, *run.files]
    with tempfile.TemporaryDirectory(prefix="tsunagaru-home-") as home:
        full = os.environ | {"TSUNAGARU_HOME": home} | environment
        code = subprocess.run(command, cwd=ROOT, env=full, check=False).returncode
    return code == 0 or (code == NOTHING_TO_DO and not run.must)


def ensure_browser() -> bool:
    """Have chromium and a Japanese font, installing them when this may be done."""
    if debian.find_chromium() and debian.has_japanese_font():
        return True
    return debian.install("chromium", "fonts-noto-cjk", "fontconfig")


def ensure_postgresql() -> bool:
    """Have PostgreSQL's server, installing it when this may be done."""
    return bool(debian.find_postgresql()) or debian.install("postgresql")


def ensure_scanner() -> None:
    """Have the real virus scanner where everything must run; elsewhere its test skips."""
    if not (shutil.which("clamd") or debian.install("clamav-daemon")):
        print("clamd がありません：模擬の検査装置だけで確かめます。 / no clamd: simulator only")


def on_postgresql(runs: Iterable[Run]) -> bool:
    """Run what touches the database once more, on a throw-away cluster."""
    with throw_away_cluster() as cluster:
        print(f"\n--- PostgreSQL ({cluster.binaries.parent.name}) ---", flush=True)
        environment = {"TSUNAGARU_DATABASE": cluster.create("tsunagaru"), **FEWER}
        passed = [pytest(run, environment) for run in runs]  # all, whatever the first says
    return all(passed)


def main(kind: str) -> int:
    """Run one kind of tests on both databases."""
    here, there = ON_SQLITE[kind], ON_POSTGRESQL[kind]
    have_browser, have_postgresql = ensure_browser(), ensure_postgresql()
    if REQUIRE_ALL and not (have_browser and have_postgresql):
        print("CI では chromium と PostgreSQL が必要です。 / CI needs chromium and PostgreSQL.")
        return 1
    if REQUIRE_ALL:
        ensure_scanner()
    if not have_browser:
        print("SKIPPED: 画面のテスト（chromium がありません） / browser tests: no chromium")
        here, there = (tuple(run.without_browser() for run in runs) for runs in (here, there))
    with tempfile.TemporaryDirectory(prefix="tsunagaru-prepared-") as prepared:
        os.environ["TSUNAGARU_PREPARED"] = prepared
        os.environ.setdefault("TSUNAGARU_FURTHER", "one each")
        print("\n--- SQLite ---", flush=True)
        passed = [pytest(run, {"TSUNAGARU_DATABASE": ""}) for run in here]
        if have_postgresql:
            passed.append(on_postgresql(there))
        else:
            print("SKIPPED: PostgreSQL での実行（PostgreSQL がありません） / PostgreSQL is absent")
    return not all(passed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
