"""Backup and restore (バックアップと復元の訓練) on both databases, while people apply."""

import json
import shutil
import tarfile
import time
from pathlib import Path
from subprocess import run
from threading import Thread

import pytest

from tests.drills.books import plain, read_books, wait_until_calm
from tests.drills.conftest import NewTown
from tests.drills.crowd import Crowd
from tests.drills.databases import Database
from tests.walks.town import Town, running
from tools.mail import MailServer
from tools.walker import Answers, Upload

PICTURE = Path(__file__).with_name("certificate.png")
WITH_FILE: Answers = {
    "vaccinated": "done",
    "certificate": Upload("注射済証.png", PICTURE.read_bytes(), "image/png"),
}
APPLICATIONS = 40


@pytest.fixture
def elsewhere(database: Database, tmp_path: Path, mail: MailServer) -> Town:
    """Another machine: an empty data folder, an empty database."""
    return Town(home=tmp_path / "elsewhere", database=database.new(), more=mail.environment)


def test_a_backup_made_while_people_apply_comes_back_whole_elsewhere(
    database: Database, new_town: NewTown, elsewhere: Town, mail: MailServer, tmp_path: Path
) -> None:
    town, file = new_town(**mail.environment), tmp_path / "backup.tar.gz"
    with running(town):
        crowd, received = back_up_meanwhile(town, file)
    bring_keys(town, elsewhere)
    assert "復元しました" in elsewhere.command("restore", str(file))
    manifest = manifest_of(file)
    found = {table: count(database, elsewhere, table) for table in manifest["counts"]}
    back = read_books(database, elsewhere)
    assert found == manifest["counts"]
    assert received <= set(back.applications)
    assert back.cases == back.events == back.applications
    assert stored_files(elsewhere) >= found["files_storedfile"] > 0
    elsewhere.command("audit", "verify")
    with running(elsewhere):
        wait_until_calm(database, elsewhere)
    again = read_books(database, elsewhere)
    assert again.applications == back.applications
    assert set(again.notices) == set(again.applications)
    assert crowd.failures == []


def back_up_meanwhile(town: Town, file: Path) -> tuple[Crowd, set[str]]:
    """Back up while people apply; return what had been received before."""
    crowd = Crowd(town.address, people=4, more=WITH_FILE)
    applying = Thread(target=crowd.apply, args=(range(APPLICATIONS),))
    applying.start()
    while len(crowd.receipts) < APPLICATIONS // 4 and applying.is_alive():
        time.sleep(0.1)
    received = {plain(one) for one in crowd.acknowledged}
    town.command("backup", str(file))
    applying.join()
    return crowd, received


def test_what_does_not_fit_is_refused_and_touches_nothing(
    database: Database, new_town: NewTown, elsewhere: Town, tmp_path: Path
) -> None:
    town, file = new_town(), tmp_path / "backup.tar.gz"
    town.command("backup", str(file))
    whole = file.read_bytes()
    before = database.ask(town, "SELECT count(*), max(number) FROM ledger_event")
    assert "別の鍵" in refusal(elsewhere, file)
    for damaged in (whole[:-3], flipped(whole, len(whole) // 2)):
        file.write_bytes(damaged)
        assert "壊れています" in refusal(town, file)
    file.write_bytes(whole)
    with running(town):
        assert "動いています" in refusal(town, file)
    assert database.ask(town, "SELECT count(*), max(number) FROM ledger_event") == before
    assert list(town.home.glob("*.before-restore*")) == []
    assert "復元しました" in town.command("restore", str(file))


def refusal(town: Town, file: Path) -> str:
    """Return why a restore is refused."""
    command = [*town.words("restore"), str(file)]
    done = run(command, env=town.environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    return done.stderr


def flipped(content: bytes, place: int) -> bytes:
    """Return a content with one bit turned."""
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def bring_keys(source: Town, target: Town) -> None:
    """Bring the keys, which are kept apart from backups."""
    target.home.mkdir(exist_ok=True)
    shutil.copy(source.home / "keys.json", target.home / "keys.json")


def manifest_of(file: Path) -> dict[str, dict[str, int]]:
    with tarfile.open(file) as archive:
        manifest: dict[str, dict[str, int]] = json.loads(
            archive.extractfile("manifest.json").read()
        )
    return manifest


def count(database: Database, town: Town, table: str) -> int:
    number: int = database.ask(town, f"SELECT count(*) FROM {table}")[0][0]  # noqa: S608 - our own tables
    return number


def stored_files(town: Town) -> int:
    return sum(path.is_file() for path in (town.home / "files").rglob("*"))
