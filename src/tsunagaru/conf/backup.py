"""Backup and restore (バックアップと復元): one file with everything but the keys.

The file is a tar archive: ``manifest.json``, the database (a compact SQLite copy, or PostgreSQL's
own dump), and the stored files. Restoring checks all of it before anything is touched.
"""

import gzip
import hashlib
import json
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

import tsunagaru
from tsunagaru.conf.backup_databases import DatabaseInUse, dump_database, restore_database
from tsunagaru.ground.vault import keys

MANIFEST = "manifest.json"
DATABASE = "database"
FILES = "files"
A_PART = 1024 * 1024
DAMAGED = (OSError, EOFError, zlib.error, tarfile.TarError, ValueError)


class CannotRestore(Exception):
    """The backup does not fit, or is damaged; nothing was touched (復元できません)."""


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself (目録)."""

    made_at: str
    version: str
    vendor: str
    migrations: list[str]
    keys: list[str]
    counts: dict[str, int]
    hashes: dict[str, str]


def back_up(target: Path, *, at: datetime) -> Manifest:
    """Write everything into one file (バックアップする)."""
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        work = Path(folder)
        counts = dump_database(work / DATABASE)
        parts = {DATABASE: work / DATABASE, **dict(_stored_files())}
        manifest = Manifest(
            made_at=at.isoformat(),
            version=tsunagaru.__version__,
            vendor=connection.vendor,
            migrations=_migrations(),
            keys=_key_fingerprints(),
            counts=counts,
            hashes={name: _hash(path) for name, path in parts.items()},
        )
        (work / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
        with tarfile.open(work / "backup.tar.gz", "w:gz", compresslevel=3) as archive:
            archive.add(work / MANIFEST, MANIFEST)
            for name, path in parts.items():
                archive.add(path, name)
        (work / "backup.tar.gz").replace(target)
    return manifest


def restore(source: Path) -> Manifest:
    """Check a backup from end to end, then bring it back (復元する).

    Raises:
        CannotRestore: damaged, of another database kind, version or key, or the town is running;
            nothing was touched.
    """
    home = Path(settings.TSUNAGARU_HOME)
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home) as folder:
        work = Path(folder)
        try:
            manifest = _unpack(source, work)
        except DAMAGED as error:
            message = "バックアップのファイルが壊れています。何も変更していません。"
            raise CannotRestore(message) from error
        _check(manifest, work)
        try:
            restore_database(work / DATABASE)
        except DatabaseInUse as error:
            message = "つながるが動いています。止めてから復元してください。何も変更していません。"
            raise CannotRestore(message) from error
        _bring_files_back(work)
    return manifest


def _unpack(source: Path, work: Path) -> Manifest:
    """Unpack a backup after reading it to its end, where the checksum of the whole stands."""
    with gzip.open(source) as packed:
        while packed.read(A_PART):
            pass
    with tarfile.open(source, "r:gz") as archive:
        for member in archive:
            _take_out(archive, member, work.resolve())
    said = json.loads((work / MANIFEST).read_text(encoding="utf-8"))
    try:
        return Manifest(**said)
    except TypeError as error:  # other words than a manifest has
        raise ValueError(MANIFEST) from error


def _take_out(archive: tarfile.TarFile, member: tarfile.TarInfo, work: Path) -> None:
    """Unpack one file; folders come with their files, and nothing else has ever been packed.

    Written out because Debian 12's Python 3.11 has none of tarfile's own filters.

    Raises:
        ValueError: it is no plain file, or wants to lie outside.
    """
    place = (work / member.name).resolve()
    if member.isdir():
        return
    packed = archive.extractfile(member) if member.isfile() else None
    if packed is None or not place.is_relative_to(work):
        raise ValueError(member.name)
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb") as copy:
        shutil.copyfileobj(packed, copy)


def _check(manifest: Manifest, work: Path) -> None:
    """Refuse what does not fit this installation.

    Raises:
        CannotRestore: with the reason in one sentence.
    """
    reasons = {
        "別の種類のデータベースのバックアップです。": manifest.vendor != connection.vendor,
        "別の鍵で暗号化されたバックアップです。": not set(manifest.keys)
        <= set(_key_fingerprints()),
        "この版のつながるより新しいバックアップです。": not set(manifest.migrations)
        <= _known_migrations(),
        "バックアップのファイルが壊れています。": any(
            not (work / name).is_file() or _hash(work / name) != digest
            for name, digest in manifest.hashes.items()
        ),
    }
    for reason, applies in reasons.items():
        if applies:
            message = f"{reason}何も変更していません。"
            raise CannotRestore(message)


def _stored_files() -> Iterator[tuple[str, Path]]:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file():
            yield f"{FILES}/{path.relative_to(root)}", path


def _bring_files_back(work: Path) -> None:
    """Put the stored files in place, keeping those that were there before aside."""
    root, fresh = Path(settings.MEDIA_ROOT), work / FILES
    if root.exists():
        root.rename(root.with_name(f"{root.name}.before-restore-{work.name}"))
    if fresh.exists():
        fresh.rename(root)


def _migrations() -> list[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def _known_migrations() -> set[str]:
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415 - reads all the files

    return {f"{app}.{name}" for app, name in MigrationLoader(connection).disk_migrations}


def _key_fingerprints() -> list[str]:
    """Return fingerprints of all keys; never the keys themselves."""
    ring = keys.ring()
    every = [*ring.data.items(), *ring.blind.items()]
    return [f"{name}:{hashlib.sha256(key).hexdigest()[:16]}" for name, key in every]


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
