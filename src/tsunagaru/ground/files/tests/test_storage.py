"""Sealed contents on disk (保管庫)."""

import stat
import uuid

import pytest

from tsunagaru.ground.files.gateways import storage
from tsunagaru.ground.files.gateways.storage import CHUNK_BYTES, CannotReadContent

SEALED_CHUNK = CHUNK_BYTES + 16


def kept(content):
    """Return the id and the path of a content after it was written."""
    file_id = uuid.uuid4()
    storage.write(file_id, [content[:7], content[7:]])
    [path] = [p for p in storage.folder().glob("??/??/*") if p.name == file_id.hex]
    return file_id, path


@pytest.mark.parametrize("size", [1, 7, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 700_000])
def test_what_goes_in_comes_out(size):
    content = bytes(range(256)) * (size // 256 + 1)
    file_id, _ = kept(content[:size])
    assert b"".join(storage.read(file_id)) == content[:size]


def test_a_content_cut_at_a_chunk_is_noticed():
    file_id, path = kept(b"a" * CHUNK_BYTES * 2)
    whole = path.read_bytes()
    path.write_bytes(whole[:-SEALED_CHUNK])
    with pytest.raises(CannotReadContent):
        list(storage.read(file_id))


def test_swapped_chunks_are_noticed():
    file_id, path = kept(b"a" * CHUNK_BYTES * 3)
    whole = path.read_bytes()
    start = len(whole) - 3 * SEALED_CHUNK
    first, second = whole[start : start + SEALED_CHUNK], whole[start + SEALED_CHUNK :]
    swapped = whole[:start] + second[:SEALED_CHUNK] + first + second[SEALED_CHUNK:]
    path.write_bytes(swapped)
    with pytest.raises(CannotReadContent):
        list(storage.read(file_id))


def test_one_content_cannot_stand_in_for_another():
    (mine, path), (_, others) = kept(b"mine"), kept(b"another's")
    path.write_bytes(others.read_bytes())
    with pytest.raises(CannotReadContent):
        list(storage.read(mine))


def test_a_missing_content_is_named():
    missing = uuid.uuid4()
    with pytest.raises(CannotReadContent, match=str(missing)):
        list(storage.read(missing))


def test_nothing_is_left_when_the_sender_breaks_off():
    def pieces():
        yield b"half"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        storage.write(uuid.uuid4(), pieces())
    assert [p for p in storage.folder().glob("**/*") if p.is_file()] == []


def test_only_the_server_may_look_into_the_folder():
    _, path = kept(b"mine")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(storage.folder().stat().st_mode) == 0o700
