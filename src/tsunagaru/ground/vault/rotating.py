"""Changing the key file (鍵の更新): new keys, prepared keys, keys that are not needed any more.

Each change replaces the file in one step, so a reader finds the old ring or the new one.
"""

import fcntl
import json
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tsunagaru.ground.vault.keys import KEY_BYTES, CannotOpenVault, KeyRing, read

_NUMBER = re.compile(r"\d+")


class CannotChangeKeys(Exception):
    """The key file cannot be changed (鍵ファイルを変更できません)."""


def add(path: Path, kind: str, *, prepared: bool = False) -> str:
    """Add a key and write with it from now on; return its id (鍵を加える).

    A key that was prepared before is taken into use instead of a new one.

    Args:
        kind: ``data`` or ``blind``.
        prepared: only make the key known, so that every server has it before one writes with it.

    Raises:
        CannotChangeKeys: the file cannot be written.
    """
    with _changing(path) as ring:
        keys = _of(ring, kind)
        waiting = prepared_in(keys)
        name = waiting or _next_id(keys, kind)
        key = keys.pop(name, secrets.token_bytes(KEY_BYTES))
        # The last key writes; one that only waits stands first.
        changed = {name: key, **keys} if prepared else {**keys, name: key}
        _write(path, _with(ring, kind, changed))
    return name


def retire(path: Path, kind: str, names: set[str]) -> None:
    """Take keys out of the file (鍵を外す). The key that writes stays.

    Raises:
        CannotChangeKeys: the file cannot be written.
    """
    with _changing(path) as ring:
        keys = _of(ring, kind)
        current = list(keys)[-1]
        kept = {name: key for name, key in keys.items() if name == current or name not in names}
        _write(path, _with(ring, kind, kept))


def put_back(path: Path, before: KeyRing) -> None:
    """Make the keys of an earlier ring known again, as the oldest (鍵を戻す)."""
    with _changing(path) as ring:
        data = {**{n: k for n, k in before.data.items() if n not in ring.data}, **ring.data}
        blind = {**{n: k for n, k in before.blind.items() if n not in ring.blind}, **ring.blind}
        _write(path, KeyRing(data=data, blind=blind))


def prepared_in(keys: dict[str, bytes]) -> str:
    """Return the key that is known but not used yet: newer than the one that writes."""
    current = _number(list(keys)[-1])
    return next((name for name in keys if _number(name) > current), "")


def _number(name: str) -> int:
    found = _NUMBER.search(name)
    return int(found.group()) if found else 0


def _next_id(keys: dict[str, bytes], kind: str) -> str:
    """Return an id that no other key ever has, not even in an older copy of this file."""
    number = max(_number(name) for name in keys) + 1
    return f"{kind[0]}{number}.{secrets.token_hex(2)}"


def _of(ring: KeyRing, kind: str) -> dict[str, bytes]:
    return dict(ring.data if kind == "data" else ring.blind)


def _with(ring: KeyRing, kind: str, keys: dict[str, bytes]) -> KeyRing:
    if kind == "data":
        return KeyRing(data=keys, blind=ring.blind)
    return KeyRing(data=ring.data, blind=keys)


@contextmanager
def _changing(path: Path) -> Iterator[KeyRing]:
    """Hold the file for one change at a time."""
    try:
        with path.with_name(f"{path.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield read(path)
    except OSError as error:
        message = f"鍵ファイルに書き込めません：{path}"
        raise CannotChangeKeys(message) from error
    except CannotOpenVault as error:
        raise CannotChangeKeys(str(error)) from error


def _write(path: Path, ring: KeyRing) -> None:
    """Replace the file; it stays readable by its owner only, and survives a power cut."""
    text = json.dumps(
        {
            "data": {name: key.hex() for name, key in ring.data.items()},
            "blind": {name: key.hex() for name, key in ring.blind.items()},
        },
        indent=1,
    )
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    _same_owner(path, fresh)
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _same_owner(path: Path, fresh: Path) -> None:
    """Leave the file to whom it belonged, also when the administrator changes it."""
    before, now = path.stat(), fresh.stat()
    if (before.st_uid, before.st_gid) != (now.st_uid, now.st_gid):
        os.chown(fresh, before.st_uid, before.st_gid)
