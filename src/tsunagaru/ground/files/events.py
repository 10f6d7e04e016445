"""Events of files (ファイルの出来事). ``subject`` is the file; a refused one has no other id."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class FileKept(Event, name="file.kept"):
    """A file was kept (受け取った)."""

    kind: str
    owner_kind: str
    size_bytes: int = measure()


@dataclass(frozen=True, kw_only=True)
class FileRefused(Event, name="file.refused"):
    """A file was refused (受け取れなかった). ``subject`` is what it was meant for."""

    reason: str
    owner_kind: str


@dataclass(frozen=True, kw_only=True)
class FileAttached(Event, name="file.attached"):
    """A file became part of something final (確定した)."""

    owner_kind: str


@dataclass(frozen=True, kw_only=True)
class FileDropped(Event, name="file.dropped"):
    """A file was deleted (削除した)."""

    cause: str


@dataclass(frozen=True, kw_only=True)
class FileScanned(Event, name="file.inspected"):
    """The virus scanner looked at a file (ウイルス検査をした)."""

    verdict: str
    owner_kind: str
