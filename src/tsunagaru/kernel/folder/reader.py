"""Reads YAML 1.2 with line numbers, and refuses what could mislead or exhaust the reader."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from tsunagaru.kernel.folder.problems import Problem

KEPT = 256  # files
MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 30
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")

Scalar = str | int | float | bool | None
Value = Scalar | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]

_CORE = "tag:yaml.org,2002:"
_TEXT = {"str", "timestamp", "merge", "value"}


@dataclass
class Document:
    """A YAML file as plain values, with the line of every key and item (文書)."""

    file: str
    data: Value = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, path: Sequence[str | int]) -> int:
        """Return the line of a value, or of the nearest thing around it."""
        steps = tuple(path)
        while steps and steps not in self.lines:
            steps = steps[:-1]
        return self.lines.get(steps, 1)

    def refuse(self, path: Sequence[str | int], ja: str, en: str) -> Problem:
        """Add a mistake at a path, and return it."""
        problem = Problem(self.file, self.line_of(path), tuple(path), ja, en)
        self.problems.append(problem)
        return problem


def read_yaml(file: str, raw: bytes) -> Document:
    """Read one file; what is wrong stands in the document's ``problems``, with its line.

    Refused: more than 2 MB, other encodings than UTF-8, deeper than 30 levels, duplicate keys,
    anchors and aliases, own tags, keys that are not text, several documents, ``.nan``/``.inf``,
    control characters. Text read before is not taken apart again: that is nine tenths of loading.
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
        root = YAML(typ="rt", pure=True).compose(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        document.refuse((), "文字コードをUTF-8にしてください。", "Save the file as UTF-8.")
    except RecursionError:
        _refuse_depth(document, ())
    except YAMLError as error:
        _refuse_grammar(document, error)
    except ValueError:  # ruamel.yaml lets a few of its own escape on broken escapes
        document.refuse((), "YAMLとして読めません。", "This is not YAML.")
    else:
        document.data = _Walk(document).value(root, ()) if root is not None else None
    return document


def _refuse_grammar(document: Document, error: YAMLError) -> None:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    line = mark.line + 1 if mark is not None else 1
    detail = (error.problem if isinstance(error, MarkedYAMLError) else None) or "syntax error"
    ja = "YAMLとして読めません。字下げ、コロン、引用符を確かめてください。"
    document.problems.append(Problem(document.file, line, (), ja, f"This is not YAML: {detail}."))


def _refuse_depth(document: Document, path: Path) -> None:
    ja = f"入れ子が深すぎます（{MAX_DEPTH}段まで）。"
    document.refuse(path, ja, f"Nested deeper than {MAX_DEPTH} levels.")


class _Walk:
    """Turns composed nodes into plain values, noting lines and mistakes on the way."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def value(self, node: Node, path: Path) -> Value:
        self.document.lines.setdefault(path, node.start_mark.line + 1)
        if node.anchor is not None:
            ja = "目印（& と *）は使えません。内容をそのまま書いてください。"
            self.document.refuse(path, ja, "Anchors and aliases are not allowed; write it out.")
        elif len(path) > MAX_DEPTH:
            _refuse_depth(self.document, path)
        elif isinstance(node, MappingNode):
            return self.mapping(node, path)
        elif isinstance(node, SequenceNode):
            return [self.value(item, (*path, place)) for place, item in enumerate(node.value)]
        elif isinstance(node, ScalarNode):
            return self.scalar(node, path)
        return None

    def mapping(self, node: MappingNode, path: Path) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for key, item in self.pairs(node, path):
            here = (*path, key.value)
            if key.value in found:
                first = self.document.line_of(here)
                ja = f"「{key.value}」が2回あります（最初は{first}行目）。"
                line = key.start_mark.line + 1
                en = f"“{key.value}” stands twice (first on line {first})."
                self.document.problems.append(Problem(self.document.file, line, here, ja, en))
                continue
            self.document.lines[here] = key.start_mark.line + 1
            found[key.value] = self.value(item, here)
        return found

    def pairs(self, node: MappingNode, path: Path) -> Iterator[tuple[ScalarNode, Node]]:
        for key, item in node.value:
            plain = isinstance(key, ScalarNode) and key.anchor is None
            if plain and key.tag.removeprefix(_CORE) in _TEXT:
                self.text(key.value, path)
                yield key, item
                continue
            ja = "項目名は文字で書いてください（数字や no などは引用符で囲みます）。"
            line = key.start_mark.line + 1
            en = "A key must be text; put quotes around it."
            self.document.problems.append(Problem(self.document.file, line, path, ja, en))

    def scalar(self, node: ScalarNode, path: Path) -> Scalar:
        kind, text = str(node.tag).removeprefix(_CORE), str(node.value)
        if kind in _TEXT:
            return self.text(text, path)
        if kind in {"int", "float"}:
            return self.number(kind, text, path)
        if kind not in {"bool", "null"}:
            ja = f"「{node.tag}」という印は使えません。"
            self.document.refuse(path, ja, f"The tag {node.tag} is not allowed.")
        return text.lower() == "true" if kind == "bool" else None

    def text(self, text: str, path: Path) -> str:
        if CONTROL.search(text):
            ja = "画面に出ない文字（制御文字）が入っています。"
            self.document.refuse(path, ja, "There is a control character in this text.")
        return text

    def number(self, kind: str, text: str, path: Path) -> int | float | None:
        try:
            value = _whole(text) if kind == "int" else float(text.replace("_", ""))
        except ValueError:
            value = math.nan
        if math.isfinite(value):
            return value
        ja = f"「{text}」は数として読めません。文字なら引用符で囲んでください。"
        self.document.refuse(path, ja, f"“{text}” is not a number here; quote it if it is text.")
        return None


def _whole(text: str) -> int:
    base = {"0x": 16, "0o": 8}.get(text[:2].lower(), 10)
    return int(text, base)
