"""The virus scan (ウイルス検査): against a simulated scanner, and a real one where there is one."""

import shutil
import subprocess
import time
import uuid
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.http import StreamingHttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory

from tsunagaru.ground.files import api, offers, queries
from tsunagaru.ground.files.gateways import scanner
from tsunagaru.ground.files.gateways.scanner_simulator import TEST_PATTERN, Mood, running
from tsunagaru.ground.files.models import Scan, StoredFile
from tsunagaru.ground.files.testing import a_document, a_pdf, an_upload
from tsunagaru.ground.ledger.testing import published
from tsunagaru.kernel import offers as installed
from tsunagaru.kernel.access import Actor, Grant, Kind, Role

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 3, tzinfo=UTC)
DX = Actor(kind=Kind.STAFF, staff=uuid.uuid4(), grants=frozenset({Grant(Role.DX_OFFICE)}))
PATTERN = {"word/media/a.txt": TEST_PATTERN}
INFECTED = a_document(more=PATTERN)
# The simulator does not unpack as a real scanner does.
UNPACKED = a_document(more=PATTERN, packing=zipfile.ZIP_STORED)


@pytest.fixture
def simulator(settings):
    """Run a simulated scanner for one test."""
    with running() as server:
        settings.TSUNAGARU_CLAMD = server.address
        settings.TSUNAGARU_CLAMD_SECONDS = 5
        yield server


def keep(content=None, name="書類.pdf"):
    upload = an_upload(a_pdf() if content is None else content, name)
    owner, kinds = uuid.uuid4(), {"pdf", "docx"}
    return api.keep(upload, owner_kind="draft", owner=owner, allowed=kinds, at=NOON)


def standing(file):
    return StoredFile.objects.get(pk=file.id).scan


def test_a_clean_file_is_said_to_be_clean(simulator):
    file = keep()
    assert standing(file) == Scan.WAITING
    assert api.scan(file.id, at=NOON)
    assert api.read(file.id).is_clean
    assert [e["verdict"] for e in published("file.inspected")] == ["clean"]


def test_an_infected_file_is_withheld_from_everybody(simulator):
    file = keep(UNPACKED, "申立書.docx")
    api.scan(file.id, at=NOON)
    assert standing(file) == Scan.INFECTED
    with pytest.raises(api.UnknownFile):
        api.read(file.id)
    [told] = api.standing_of(file.owner)
    assert told.withheld
    [queue] = offers.OFFERS.work
    assert len(queue.items(DX, NOON)) == 1
    assert queue.items(Actor(kind=Kind.STAFF), NOON) == ()


@pytest.mark.parametrize("mood", [Mood.HANGS_UP, Mood.BABBLES])
def test_a_scanner_that_fails_leaves_the_file_unscanned(simulator, mood):
    file, simulator.mood = keep(), mood
    assert not api.scan(file.id, at=NOON)
    assert standing(file) == Scan.WAITING
    simulator.mood = Mood.WELL
    assert api.scan_waiting(at=NOON) == 1
    assert api.read(file.id).is_clean


def test_a_silent_scanner_is_not_waited_for_for_ever(simulator, settings):
    settings.TSUNAGARU_CLAMD_SECONDS = 0.2
    file, simulator.mood = keep(), Mood.SILENT
    assert not api.scan(file.id, at=NOON)
    assert standing(file) == Scan.WAITING


def test_a_file_too_large_for_the_scanner_is_said_to_be_so(simulator):
    file, simulator.most_bytes = keep(), 100
    api.scan(file.id, at=NOON)
    assert standing(file) == Scan.TOO_LARGE
    assert not api.read(file.id).is_clean


def test_the_same_event_twice_scans_once(simulator):
    file = keep()
    api.scan(file.id, at=NOON)
    api.scan(file.id, at=NOON)
    assert simulator.heard == 1
    assert len(published("file.inspected")) == 1


@pytest.mark.parametrize("address", ["", "127.0.0.1:1", "unix:/nowhere/clamd.ctl"])
def test_without_a_scanner_the_file_waits_in_sight(settings, resident, address):
    settings.TSUNAGARU_CLAMD = address
    file = keep()
    assert not api.scan(file.id, at=NOON)
    with pytest.raises(api.CannotOpenUnscanned):
        api.response_for(file.id, resident, at=NOON)
    [check] = offers.OFFERS.checks
    told = check.read(NOON + timedelta(hours=2))
    assert not told.holds
    assert "1件" in told.sentence


def test_an_infected_file_is_listed_by_what_it_belongs_to_in_the_staffs_words(
    simulator, monkeypatch
):
    reader = installed.FileReader("draft", lambda *_: True, title="申請", number=lambda _: "0001")
    mine = installed.Offers("tests", file_readers=(reader,))
    monkeypatch.setattr(installed, "_installed", {"tests": mine})
    api.scan(keep(UNPACKED, "申立書.docx").id, at=NOON)
    [(_, title, _)] = queries.infected()
    assert title == "申請　受付番号 0001"


@pytest.fixture
def resident(monkeypatch):
    """Return somebody who may read every file of a draft."""
    reader = installed.FileReader("draft", lambda *_: True)
    mine = installed.Offers("tests", file_readers=(reader,))
    monkeypatch.setattr(installed, "_installed", {"tests": mine})
    return Actor(kind=Kind.RESIDENT, resident=uuid.uuid4())


def test_who_was_told_opens_an_unscanned_file(settings, resident):
    settings.TSUNAGARU_CLAMD = ""
    file = keep()
    answer = api.response_for(file.id, resident, at=NOON, confirmed=True)
    assert isinstance(answer, StreamingHttpResponse)
    assert answer.getvalue().startswith(b"%PDF-")


def test_the_box_that_opens_an_unscanned_file_is_big_enough_for_a_finger(settings):
    settings.TSUNAGARU_CLAMD = ""
    about = {"file": keep(), "base": "ui/page.html"}
    text = render_to_string("files/unscanned.html", about, request=RequestFactory().get("/"))
    assert '<div class="option"><input type="checkbox" id="confirmed"' in text


def test_the_scanner_is_reached_by_a_unix_socket_or_a_port(simulator, settings):
    host, _, port = simulator.address.partition(":")
    settings.TSUNAGARU_CLAMD = f"[{host}]:{port}" if ":" in host else simulator.address
    assert scanner.scan([b"a" * 10, b"", b"b"]) is scanner.Verdict.CLEAN


@pytest.fixture
def real_scanner(settings, tmp_path_factory):
    """Run the real scanner with one signature of our own: the agreed test pattern."""
    program = shutil.which("clamd")
    if program is None:
        pytest.skip("clamd is not installed (Debian: clamav-daemon): only the simulator was asked")
    place = tmp_path_factory.mktemp("clamd")
    (place / "signatures").mkdir()
    signature = f"Test.Pattern:0:*:{TEST_PATTERN.hex()}\n"
    (place / "signatures/own.ndb").write_text(signature)
    lines = {
        "DatabaseDirectory": place / "signatures",
        "LocalSocket": place / "clamd.ctl",
        "Foreground": "yes",
        "MaxThreads": "2",
    }
    (place / "clamd.conf").write_text("".join(f"{k} {v}\n" for k, v in lines.items()))
    with subprocess.Popen(
        [program, "-c", place / "clamd.conf"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as daemon:
        settings.TSUNAGARU_CLAMD = f"unix:{place / 'clamd.ctl'}"
        try:
            _wait_for(place / "clamd.ctl", daemon)
            yield
        finally:
            daemon.terminate()


def _wait_for(socket: Path, daemon):
    until = time.monotonic() + 30
    while not socket.exists() and daemon.poll() is None and time.monotonic() < until:
        try:
            daemon.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
    if not socket.exists():
        pytest.skip("clamd is installed but did not start here")


def test_the_real_scanner_finds_the_pattern_even_in_a_packed_file(real_scanner):
    clean, infected = keep(), keep(INFECTED, "申立書.docx")
    assert api.scan(clean.id, at=NOON)
    assert api.scan(infected.id, at=NOON)
    assert (standing(clean), standing(infected)) == (Scan.CLEAN, Scan.INFECTED)
