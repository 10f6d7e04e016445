"""Reads YAML 1.2 with line numbers, and refuses what could mislead or exhaust the reader."""

from functools import lru_cache

from yaml import MarkedYAMLError, YAMLError

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
    again.
    """
    known = _read(file, raw)
    return Document(file, known.data, known.lines, [*known.problems])


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
