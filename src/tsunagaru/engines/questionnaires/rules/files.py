"""Attached files (添付ファイル): how many, how large, of which kinds."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from tsunagaru.engines.questionnaires.rules import text
from tsunagaru.engines.questionnaires.rules.problems import CannotRead

TOO_MANY = "「{label}」のファイルは、{limit}個までです。"
TOO_LARGE = "「{label}」のファイルは、1つ{limit}MBまでです。「{file}」は大きすぎます。"
WRONG_TYPE = "「{label}」に「{file}」は使えません。使えるのは{types}のファイルです。"
NOT_A_FILE = "「{label}」のファイルを受け取れませんでした。もう一度選んでください。"
MEGABYTE = 1024 * 1024
MAX_NAME = 200
TYPES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "pdf": (("pdf",), "application/pdf"),
    "jpeg": (("jpg", "jpeg"), "image/jpeg"),
    "png": (("png",), "image/png"),
    "heic": (("heic", "heif"), "image/heic"),
    "docx": (
        ("docx",),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "xlsx": (("xlsx",), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (("csv",), "text/csv"),
}

File = dict[str, Any]


def media_types(types: Collection[str]) -> frozenset[str]:
    """Return the media types (メディア型) of the kinds a form names."""
    return frozenset(TYPES[name][1] for name in types)


def extensions(types: Collection[str]) -> tuple[str, ...]:
    """Return the endings of file names (拡張子), with the dot."""
    return tuple(f".{ending}" for name in types for ending in TYPES[name][0])


def read_files(
    files: Sequence[Mapping[str, Any]], *, types: Collection[str], max_mb: int, max_count: int
) -> list[File] | None:
    """Return the attached files (添付ファイル) as id, name and size, or None for none.

    Args:
        files: what is attached already and what has just been kept.
        types: keys of ``TYPES``.
        max_mb: largest size of one file.
        max_count: most files.

    Raises:
        CannotRead: too many, too large, of another kind, or a name that cannot be taken.
    """
    if len(files) > max_count:
        raise CannotRead(TOO_MANY, limit=max_count)
    found = [_file(item) for item in files]
    for item in found:
        if item["size"] > max_mb * MEGABYTE:
            raise CannotRead(TOO_LARGE, limit=max_mb, file=item["name"])
        if PurePosixPath(item["name"]).suffix.lower() not in extensions(types):
            names = "・".join(name.upper() for name in types)
            raise CannotRead(WRONG_TYPE, file=item["name"], types=names)
    return found or None


def kept_files(value: object) -> list[File]:
    """Return the files of a kept answer (添付済みのファイル), what is no file left out."""
    found = []
    for item in value if isinstance(value, list) else ():
        try:
            found.append(_file(item))
        except (AttributeError, CannotRead):
            continue
    return found


def _file(item: Mapping[str, Any]) -> File:
    name, size, key = item.get("name"), item.get("size"), item.get("id")
    if not isinstance(name, str) or type(size) is not int or not isinstance(key, str):
        raise CannotRead(NOT_A_FILE)
    if size < 0 or not key or len(key) > MAX_NAME:
        raise CannotRead(NOT_A_FILE)
    stored = text.read_line(name, max_length=MAX_NAME)
    if stored is None:
        raise CannotRead(NOT_A_FILE)
    return {"id": key, "name": stored, "size": size}
