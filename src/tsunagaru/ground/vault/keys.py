"""The key ring (鍵束): data keys by id, read from a file outside the database."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

KEY_BYTES = 32


@dataclass(frozen=True)
class KeyRing:
    """Data keys and blind-index keys by id; the newest of each is used to write.

    Args:
        data: AES-256 keys by id, oldest first.
        blind: HMAC keys by id, oldest first.
    """

    data: dict[str, bytes]
    blind: dict[str, bytes]

    @property
    def current_data(self) -> tuple[str, bytes]:
        """Return the id and key with which new values are sealed."""
        return list(self.data.items())[-1]

    @property
    def current_blind(self) -> tuple[str, bytes]:
        """Return the id and key with which new blind indexes are made."""
        return list(self.blind.items())[-1]


class CannotOpenVault(Exception):
    """The key file is missing, damaged, or lacks the key a value was sealed with."""


def create(path: Path) -> None:
    """Write a new key file readable by its owner only; an existing file is left alone."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    ring = {
        "data": {"d1": secrets.token_hex(KEY_BYTES)},
        "blind": {"b1": secrets.token_hex(KEY_BYTES)},
    }
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(ring, file, indent=1)


def read(path: Path) -> KeyRing:
    """Read a key file.

    Raises:
        CannotOpenVault: there is no such file, or it is no key file.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        data = {name: bytes.fromhex(value) for name, value in raw["data"].items()}
        blind = {name: bytes.fromhex(value) for name, value in raw["blind"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        message = "鍵ファイルを読めません。バックアップから戻してください。"
        raise CannotOpenVault(message) from error
    if not data or not blind or any(len(k) != KEY_BYTES for k in (*data.values(), *blind.values())):
        message = "鍵ファイルの内容が正しくありません。"
        raise CannotOpenVault(message)
    return KeyRing(data=data, blind=blind)


@dataclass(frozen=True)
class _Seen:
    """The ring as last read, and by what its file is known again."""

    path: str | Path
    mark: tuple[int, int, int]
    ring: KeyRing


_seen: list[_Seen] = []


def ring() -> KeyRing:
    """Return the key ring; a file changed by a rotation is read again at once (鍵束).

    Every sealing, opening and look-up asks here, so a running process notices new keys before it
    writes; asking costs one ``stat``.

    Raises:
        CannotOpenVault: the file is unreadable, or an older one took its place.
    """
    path: str | Path = settings.TSUNAGARU_KEYS  # as given: making a path costs more than the look
    last = _seen[-1] if _seen else None
    mark = _mark_of(path)
    if last and last.path == path and (mark is None or mark == last.mark):
        return last.ring  # a file that is away for a moment does not stop a running town
    if mark is None and settings.TSUNAGARU_CREATE_KEYS:
        create(Path(path))
        mark = _mark_of(path)
    found = read(Path(path))
    if last and last.path == path:
        _refuse_older(last.ring, found)
    _seen[:] = [_Seen(path, mark or (0, 0, 0), found)]
    return found


def _mark_of(path: str | Path) -> tuple[int, int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - a third of the time of Path.stat
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size


def _refuse_older(before: KeyRing, now: KeyRing) -> None:
    """Refuse a file that lacks the keys with which this process already wrote.

    Raises:
        CannotOpenVault: values sealed since could not be opened any more.
    """
    for old, new in ((before.data, now.data), (before.blind, now.blind)):
        name, key = list(old.items())[-1]
        if new.get(name) != key:
            message = (
                "鍵ファイルが、前のものに戻されています。"
                "使っていた鍵のあるファイルを戻してください。"
            )
            raise CannotOpenVault(message)
