"""Changing a YAML file in place (書き換え): comments, quotes and the order of keys stay."""

import io
import sys
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from tsunagaru.kernel.folder.writer import as_written

__all__ = ["as_written", "open_text", "write_back"]


def open_text(text: str) -> CommentedMap:
    """Return a file's text as a mapping that may be changed; ``read_yaml`` must have taken it.

    Raises:
        TypeError: the text is no mapping.
    """
    tree: Any = _yaml().load(text)
    if not isinstance(tree, CommentedMap):
        raise TypeError("no mapping")
    return tree


def write_back(tree: CommentedMap) -> str:
    """Return the changed text; what was not changed reads as before, byte for byte."""
    out = io.StringIO()
    _yaml().dump(tree, out)
    return out.getvalue()


def _yaml() -> YAML:
    yaml = YAML(typ="rt", pure=True)
    yaml.preserve_quotes = True
    yaml.allow_unicode = True
    yaml.width = sys.maxsize
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml
