"""Writes YAML in one canonical form, so that dump, load and dump give the same bytes.

Keys keep the order they are given in (models: the order of their fields), everything stands in
block style, text that YAML 1.1 or 1.2 could take for something else is quoted. Comments are not
data: a file written from the database has none.
"""

import io
import re
import sys
from collections.abc import Iterator, Mapping, Sequence

from pydantic_core import to_jsonable_python
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    LiteralScalarString,
    SingleQuotedScalarString,
)

from tsunagaru.kernel.folder.model import Definition

# A letter first, then nothing that YAML gives a meaning to; the colon only inside a word.
_PLAIN = re.compile(
    r"(?=[^\W\d_]|[（「『【〈○★①-⑳])"
    r"[\w \-./+()（）「」『』【】〈〉、。・：；〜～→➔➡／！？％＆＋－―…★☆○●①-⑳÷×“”&%=;?!]*\Z"
)
_TAKEN = re.compile(
    r"(?i)(y|yes|n|no|true|false|on|off|null|nan|inf|none)\Z|.*\s\Z|.*(: |:\Z| #)", re.DOTALL
)
_ONE_LINE = re.compile(r"[\x20-\x7e\u3000-\u9fff\uff01-\uff5e]+\Z")
_WHOLE = 2**53  # below this, a float without a fraction is the integer people wrote
_PRINTABLE = re.compile(r"[\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]*\Z")


def write_yaml(value: Definition | Mapping[str, object]) -> str:
    """Return a definition as canonical YAML text.

    Keys without a value are left out, and so are empty lists the reader would supply itself.
    """
    out = io.StringIO()
    _emitter().dump(_written(value), out)
    return out.getvalue()


def as_written(value: object) -> object:
    """Return a value as the files write it: text quoted where YAML could take it for another."""
    return _written(value)


def _emitter() -> YAML:
    yaml = YAML(typ="rt", pure=True)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.width = sys.maxsize
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _written(value: object) -> object:
    """Return a value as the emitter needs it: plain containers, text quoted where it must be."""
    if isinstance(value, Definition):
        return {name: _written(item) for name, item in _given(value)}
    if isinstance(value, Mapping):
        return {_text(str(key)): _written(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_written(item) for item in value]
    return _scalar(to_jsonable_python(value))


def _scalar(value: object) -> object:
    if isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE:
        return int(value)
    return _text(value) if isinstance(value, str) else value


def _given(model: Definition) -> Iterator[tuple[str, object]]:
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        empty = value in ((), [], {}) or (isinstance(value, Definition) and not [*_given(value)])
        supplied = empty and not field.is_required()
        if value is not None and not supplied:
            yield field.alias or name, value


def _text(value: str) -> str:
    if _PLAIN.match(value) and not _TAKEN.match(value):
        return value
    kind: type[str] = DoubleQuotedScalarString
    if _reads_well_as_block(value):
        kind = LiteralScalarString
    elif '"' in value and _ONE_LINE.match(value):
        kind = SingleQuotedScalarString
    return kind(value)


def _reads_well_as_block(value: str) -> bool:
    lines = value.split("\n")
    steady = all(line == line.rstrip() for line in lines) and not value.endswith("\n\n")
    return (
        "\n" in value.strip("\n")
        and value[0] not in " \n"
        and steady
        and bool(_PRINTABLE.match(value))
    )
