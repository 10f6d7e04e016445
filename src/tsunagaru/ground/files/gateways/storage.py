"""Sealed contents on disk (保管庫): AES-256-GCM in chunks, one content a file.

A chunk is bound to its file, its place in it, and whether it is the last: none can be swapped,
repeated or cut off unnoticed. Equal contents are not shared: one could be deleted by its owner
while another is just being handed in.
"""

import os
import struct
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from tsunagaru.ground.vault import keys

CHUNK_BYTES = 256 * 1024
_MARK = b"TSF1"
_HALF_WRITTEN = ".new-"
_PREFIX_BYTES = 8
_TAG_BYTES = 16


def folder() -> Path:
    """Return the folder of the contents, outside the web root."""
    return Path(settings.TSUNAGARU_HOME) / "files"


def _path(file_id: UUID) -> Path:
    return folder() / file_id.hex[:2] / file_id.hex[2:4] / file_id.hex


@cache
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def _bound(file_id: UUID, index: int, *, last: bool) -> bytes:
    return f"files|{file_id}|{index}|{int(last)}".encode()


def write(file_id: UUID, chunks: Iterable[bytes]) -> None:
    """Seal a content to disk; it is whole there or not at all."""
    path = _path(file_id)
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=path.parent, prefix=_HALF_WRITTEN, delete=False) as file:
        try:
            _seal(file, file_id, chunks)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
            _settle(path.parent)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _settle(place: Path) -> None:
    """Make a new name in a folder survive a power cut."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _seal(file: IO[bytes], file_id: UUID, chunks: Iterable[bytes]) -> None:
    name, key = keys.ring().current_data
    prefix = os.urandom(_PREFIX_BYTES)
    file.write(_MARK + bytes([len(name)]) + name.encode() + prefix)
    pieces = _even(chunks)
    piece = next(pieces, b"")
    index, last = 0, False
    while not last:
        following = next(pieces, None)
        last = following is None
        nonce = prefix + struct.pack(">I", index)
        file.write(_cipher(key).encrypt(nonce, piece, _bound(file_id, index, last=last)))
        piece, index = following or b"", index + 1


def _even(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in chunks of one size, the last one smaller."""
    rest = bytearray()
    for chunk in chunks:
        rest += chunk
        while len(rest) >= CHUNK_BYTES:
            yield bytes(rest[:CHUNK_BYTES])
            del rest[:CHUNK_BYTES]
    if rest:
        yield bytes(rest)


class CannotReadContent(Exception):
    """The content is gone, altered, or its key is missing (読み出せません)."""


def read(file_id: UUID) -> Iterator[bytes]:
    """Yield a content chunk by chunk, each proved genuine before it is handed out.

    Raises:
        CannotReadContent: the content is gone, altered, or its key is missing.
    """
    try:
        with _path(file_id).open("rb") as file:
            yield from _open(file, file_id)
    except (OSError, KeyError, InvalidTag) as error:
        raise CannotReadContent(str(file_id)) from error


def _open(file: IO[bytes], file_id: UUID) -> Iterator[bytes]:
    name = _key_id(file, file_id)
    key = keys.ring().data[name]
    prefix = file.read(_PREFIX_BYTES)
    sealed = file.read(CHUNK_BYTES + _TAG_BYTES)
    index, last = 0, False
    while not last:
        following = file.read(CHUNK_BYTES + _TAG_BYTES)
        last = not following
        nonce = prefix + struct.pack(">I", index)
        yield _cipher(key).decrypt(nonce, sealed, _bound(file_id, index, last=last))
        sealed, index = following, index + 1


def _key_id(file: IO[bytes], file_id: UUID) -> str:
    head = file.read(len(_MARK) + 1)
    if len(head) <= len(_MARK) or not head.startswith(_MARK):
        raise CannotReadContent(str(file_id))
    return file.read(head[-1]).decode()


def key_id_of(file_id: UUID) -> str:
    """Return the id of the key that sealed a content; empty when it is gone (鍵の符号)."""
    try:
        with _path(file_id).open("rb") as file:
            return _key_id(file, file_id)
    except OSError:
        return ""


def reseal(file_id: UUID) -> None:
    """Seal a content anew with the newest key, in one step; readers go on undisturbed (再暗号化).

    Raises:
        CannotReadContent: the content is gone, altered, or its key is missing.
    """
    write(file_id, read(file_id))


def remove(file_id: UUID) -> None:
    """Delete a content; a missing one is fine."""
    _path(file_id).unlink(missing_ok=True)


def stored(*, before: float) -> Iterator[UUID]:
    """Yield the ids of all contents last written before a POSIX time; half-written ones go."""
    for path in folder().glob("??/??/*"):
        if not path.is_file() or path.stat().st_mtime >= before:
            continue
        if path.name.startswith(_HALF_WRITTEN):
            path.unlink()
        else:
            yield UUID(hex=path.name)
