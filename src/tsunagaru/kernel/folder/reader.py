"""Reads YAML 1.2 with line numbers, and refuses what could mislead or exhaust the reader."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from yaml import MarkedYAMLError, YAMLError

from tsunagaru.kernel import individual_number
from tsunagaru.kernel.folder.comments import lines_with_number
from tsunagaru.kernel.folder.composing import HAS_NUMBER, MAX_DEPTH, Composer
from tsunagaru.kernel.folder.document import Document, Path, Value
from tsunagaru.kernel.folder.problems import Problem

KEPT = 256  # files
MAX_BYTES = 2 * 1024 * 1024
BROKEN_ESCAPE = "escape code"  # what the grammar says of characters that do not exist
TOO_DEEP = "nesting depth"

__all__ = ["MAX_BYTES", "Document", "Path", "Value", "read_yaml"]


def read_yaml(file: str, raw: bytes) -> Document:
    """Read one file; what is wrong stands in the document's ``problems``, with its line.

    Refused: more than 2 MB, other encodings than UTF-8, deeper than 30 levels, duplicate keys,
    anchors and aliases, own tags, keys that are not text, several documents, ``.nan``/``.inf``,
    control characters, individual numbers, in comments too. Text read before is not taken apart
    again. Within ``individual_number.excusing`` a value whose digits are excused is let in; keys
    and comments never are.
    """
    known = _read(file, raw)
    problems = [one for one in known.problems if not _is_excused(known.data, one)]
    return Document(file, known.data, known.lines, problems)


def _is_excused(data: Value, problem: Problem) -> bool:
    """Tell whether a mistake is a number that is known to be another (番号ではないとの申出)."""
    if (problem.ja, problem.en) != HAS_NUMBER:
        return False
    found: Any = data
    for step in problem.path:
        here = isinstance(found, Mapping) and step in found
        here = here or (isinstance(found, list) and isinstance(step, int) and step < len(found))
        found = found[step] if here else None
    said = isinstance(found, str) and bool(individual_number.find(found))
    return said and not individual_number.contains(found)


@lru_cache(maxsize=KEPT)
def _read(file: str, raw: bytes) -> Document:
    document = Document(file)
    if len(raw) > MAX_BYTES:
        document.refuse((), "ファイルが大きすぎます（2MBまで）。", "The file is over 2 MB.")
        return document
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        document.refuse((), "文字コードをUTF-8にしてください。", "Save the file as UTF-8.")
        return document
    try:
        document.data = Composer(document, text).read()
    except YAMLError as error:
        _refuse_grammar(document, error)
    for line in lines_with_number(text):
        document.problems.append(Problem(file, line, (), *HAS_NUMBER))
    return document


def _refuse_grammar(document: Document, error: YAMLError) -> None:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    line = mark.line + 1 if mark is not None else 1
    detail = (error.problem if isinstance(error, MarkedYAMLError) else None) or "syntax error"
    ja = "YAMLとして読めません。字下げ、コロン、引用符を確かめてください。"
    if BROKEN_ESCAPE in detail:
        ja = "画面に出ない文字（制御文字）が入っています。"
    elif TOO_DEEP in detail:
        ja = f"入れ子が深すぎます（{MAX_DEPTH}段まで）。"
    document.problems.append(Problem(document.file, line, (), ja, f"This is not YAML: {detail}."))
