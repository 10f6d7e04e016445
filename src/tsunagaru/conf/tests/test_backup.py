"""A damaged backup is refused before anything is touched (バックアップの検査)."""

import gzip
import io
import json
import tarfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tsunagaru.conf import backup
from tsunagaru.conf.backup import CannotRestore, Manifest, back_up, restore

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 4, 1, 3, tzinfo=UTC)
HEADER = 10  # gzip's own; a file name follows it, and neither means anything to a restore


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.TSUNAGARU_HOME = tmp_path / "home"
    settings.MEDIA_ROOT = tmp_path / "home" / "files"
    settings.MEDIA_ROOT.mkdir(parents=True)
    (settings.MEDIA_ROOT / "one").write_bytes(b"a stored file")
    monkeypatch.setattr(backup, "restore_database", refuse_to_be_called)


def refuse_to_be_called(_source: Path) -> None:
    raise AssertionError("the database would have been touched")


@pytest.fixture
def whole(tmp_path: Path) -> bytes:
    back_up(tmp_path / "whole", at=NOW)
    return (tmp_path / "whole").read_bytes()


def test_a_backup_says_what_it_holds(tmp_path: Path) -> None:
    manifest = back_up(tmp_path / "whole", at=NOW)
    assert manifest.vendor == connection.vendor
    assert manifest.counts["ledger_event"] == 0
    assert set(manifest.hashes) == {"database", "files/one"}
    assert "people.0001_initial" in manifest.migrations


def unpacked(content: bytes) -> bytes | None:
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error):
        return None


def test_every_turned_bit_and_every_cut_is_found(whole: bytes, tmp_path: Path) -> None:
    begin = whole.index(b"\0", HEADER) + 1
    places = st.integers(begin, len(whole) - 1)
    turned = st.builds(
        lambda place, bit: whole[:place] + bytes([whole[place] ^ (1 << bit)]) + whole[place + 1 :],
        places,
        st.integers(0, 7),
    )

    @settings(max_examples=40)
    @given(turned | places.map(lambda place: whole[:place]))
    def damage(content: bytes) -> None:
        assume(unpacked(content) != unpacked(whole))  # a padding bit of the packing says nothing
        (tmp_path / "damaged").write_bytes(content)
        with pytest.raises(CannotRestore, match="壊れています"):
            restore(tmp_path / "damaged")

    damage()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"vendor": "another"}, "別の種類"),
        ({"keys": ["d1:0123456789abcdef"]}, "別の鍵"),
        ({"migrations": ["people.9999_from_the_future"]}, "新しい"),
        ({"hashes": {"database": "0" * 64}}, "壊れています"),
        ({"hashes": {"files/absent": "0" * 64}}, "壊れています"),
    ],
)
def test_what_does_not_fit_is_refused(
    whole: bytes, tmp_path: Path, change: dict[str, object], sentence: str
) -> None:
    with tarfile.open(tmp_path / "whole") as archive:
        archive.extractall(tmp_path / "parts")  # noqa: S202 - our own
    said = Manifest(**json.loads((tmp_path / "parts" / "manifest.json").read_text()))
    (tmp_path / "parts" / "manifest.json").write_text(json.dumps(vars(said) | change))
    with tarfile.open(tmp_path / "other", "w:gz") as archive:
        archive.add(tmp_path / "parts", ".")
    with pytest.raises(CannotRestore, match=sentence):
        restore(tmp_path / "other")


def link_outside(member: tarfile.TarInfo) -> None:
    member.type, member.linkname = tarfile.SYMTYPE, "/etc"


def climb_outside(member: tarfile.TarInfo) -> None:
    member.name = "../outside"


def be_a_device(member: tarfile.TarInfo) -> None:
    member.type = tarfile.CHRTYPE


@pytest.mark.parametrize("twist", [link_outside, climb_outside, be_a_device])
def test_a_backup_that_reaches_outside_of_itself_is_refused(
    whole: bytes, tmp_path: Path, twist: Callable[[tarfile.TarInfo], None]
) -> None:
    inside = io.BytesIO(gzip.decompress(whole))
    with tarfile.open(fileobj=inside, mode="a") as archive:
        member = tarfile.TarInfo("files/odd")
        twist(member)
        archive.addfile(member)
    (tmp_path / "odd").write_bytes(gzip.compress(inside.getvalue()))
    with pytest.raises(CannotRestore, match="壊れています"):
        restore(tmp_path / "odd")
    assert not (tmp_path / "outside").exists()


def test_an_older_backup_fits_after_another_key_was_added(
    whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fingerprints = backup._key_fingerprints()
    monkeypatch.setattr(backup, "_key_fingerprints", lambda: [*fingerprints, "d2:newer"])
    with pytest.raises(AssertionError, match="touched"):
        restore(tmp_path / "whole")
