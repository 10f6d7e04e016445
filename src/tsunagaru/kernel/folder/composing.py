"""Builds plain values from the grammar's events (YAMLの組立て), noting lines and mistakes.

The grammar is libyaml's, twenty times as fast as one in Python; what a word means is ours: libyaml
follows YAML 1.1, in which ``no`` would be a truth.
"""

import re
from collections.abc import Iterator

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    StreamEndEvent,
)

from tsunagaru.kernel import individual_number
from tsunagaru.kernel.folder import scalars
from tsunagaru.kernel.folder.document import Document, Path, Scalar, Value
from tsunagaru.kernel.folder.problems import Problem

MAX_DEPTH = 30
# What was read is remembered, so nothing that is excused for one person may count here.
HAS_NUMBER = (
    "個人番号（マイナンバー）と思われる12桁の数字があります。削除してください。",
    "There may be a 12-digit Individual Number here; remove it.",
)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_CORE = "tag:yaml.org,2002:"
_KINDS = {"str", "int", "float", "bool", "null"}


class Composer:
    """Turns the events of one text into plain values.

    Args:
        document: takes the lines and what is wrong.
    """

    def __init__(self, document: Document, text: str) -> None:
        self.document = document
        self._events: Iterator[Event] = yaml.parse(text, Loader=yaml.CBaseLoader)

    def read(self) -> Value:
        """Return the text's value; None for an empty one.

        Raises:
            yaml.YAMLError: the text is no YAML.
        """
        next(self._events)  # the stream begins
        if not isinstance(next(self._events), DocumentStartEvent):
            return None
        value = self._value(next(self._events), ())
        next(self._events)  # the document ends
        after = next(self._events)
        if not isinstance(after, StreamEndEvent):
            ja = "YAMLとして読めません。1つのファイルには、1つの文書だけを書いてください。"
            self._refuse_at(after, (), ja, "This is not YAML of a single document.")
        return value

    def _value(self, event: Event, path: Path) -> Value:
        self.document.lines.setdefault(path, _line(event))
        if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
            ja = "目印（& と *）は使えません。内容をそのまま書いてください。"
            self.document.refuse(path, ja, "Anchors and aliases are not allowed; write it out.")
        elif len(path) > MAX_DEPTH:
            ja = f"入れ子が深すぎます（{MAX_DEPTH}段まで）。"
            self.document.refuse(path, ja, f"Nested deeper than {MAX_DEPTH} levels.")
        elif isinstance(event, ScalarEvent):
            return self._scalar(event, path)
        elif isinstance(event, CollectionStartEvent) and event.tag is not None:
            self._refuse_tag(event.tag, path)
        elif isinstance(event, MappingStartEvent):
            return self._mapping(path)
        else:
            return [self._value(item, (*path, place)) for place, item in enumerate(self._items())]
        self._skip(event)
        return None

    def _items(self) -> Iterator[Event]:
        """Yield the first event of each part of the collection that has begun, to its end."""
        while not isinstance(event := next(self._events), CollectionEndEvent):
            yield event

    def _skip(self, event: Event) -> None:
        """Pass over what belongs to an event, however deep."""
        depth = int(isinstance(event, CollectionStartEvent))
        while depth:
            inner = next(self._events)
            depth += isinstance(inner, CollectionStartEvent)
            depth -= isinstance(inner, CollectionEndEvent)

    def _mapping(self, path: Path) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for key in self._items():
            name = self._name(key, path)
            item = next(self._events)
            if name is None:
                self._skip(item)
                continue
            here = (*path, name)
            if name in found:
                first = self.document.line_of(here)
                ja = f"「{name}」が2回あります（最初は{first}行目）。"
                self._refuse_at(key, here, ja, f"“{name}” stands twice (first on line {first}).")
                self._skip(item)
                continue
            self.document.lines[here] = _line(key)
            found[name] = self._value(item, here)
        return found

    def _name(self, key: Event, path: Path) -> str | None:
        """Return the name an item stands under, or None where it is no text."""
        if isinstance(key, ScalarEvent) and individual_number.find(str(key.value)):
            self._refuse_at(key, path, *HAS_NUMBER)
            return None
        if isinstance(key, ScalarEvent) and key.anchor is None and _kind(key) == "str":
            return self._text(str(key.value), path)
        self._skip(key)
        ja = "項目名は文字で書いてください（数字や no などは引用符で囲みます）。"
        self._refuse_at(key, path, ja, "A key must be text; put quotes around it.")
        return None

    def _scalar(self, event: ScalarEvent, path: Path) -> Scalar:
        kind, text = _kind(event), str(event.value)
        if individual_number.find(text):
            self.document.refuse(path, *HAS_NUMBER)
        if kind == "str":
            return self._text(text, path)
        if kind in {"int", "float"}:
            value = scalars.number(kind, text)
            if value is None:
                ja = f"「{text}」は数として読めません。文字なら引用符で囲んでください。"
                self.document.refuse(path, ja, f"“{text}” is not a number here; quote it if text.")
            return value
        if kind not in _KINDS:
            self._refuse_tag(str(event.tag), path)
        return text.lower() == "true" if kind == "bool" else None

    def _text(self, text: str, path: Path) -> str:
        if CONTROL.search(text):
            ja = "画面に出ない文字（制御文字）が入っています。"
            self.document.refuse(path, ja, "There is a control character in this text.")
        return text

    def _refuse_tag(self, tag: str, path: Path) -> None:
        ja = f"「{tag}」という印は使えません。"
        self.document.refuse(path, ja, f"The tag {tag} is not allowed.")

    def _refuse_at(self, event: Event, path: Path, ja: str, en: str) -> None:
        line = _line(event)
        self.document.problems.append(Problem(self.document.file, line, path, ja, en))


def _kind(event: ScalarEvent) -> str:
    """Return what a scalar is: by its tag, or by its look where it has no quotes."""
    if event.tag not in {None, "!"}:
        return str(event.tag).removeprefix(_CORE)
    return scalars.kind_of(str(event.value)) if event.implicit[0] else "str"


def _line(event: Event) -> int:
    """Return the line on which an event begins, from 1."""
    return event.start_mark.line + 1 if event.start_mark else 1
