"""Describes what a file may hold, and says in plain words what does not fit."""

import json
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from tsunagaru.kernel.folder.messages import explain

if TYPE_CHECKING:
    from tsunagaru.kernel.folder.document import Document, Value


class Definition(BaseModel):
    """The shape of one thing in the town folder (定義): no unknown keys, never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


M = TypeVar("M", bound=Definition)


def wrong(ja: str, en: str) -> PydanticCustomError:
    """Return the error a validator raises, with its sentence in both languages."""
    return PydanticCustomError("town", "{en}", {"ja": ja, "en": en})


def fit(document: "Document", model: type[M]) -> M | None:
    """Return the document as a model, or None with the mistakes added to the document."""
    if document.problems:
        return None
    if document.data is None:
        document.refuse((), "ファイルが空です。", "The file is empty.")
        return None
    try:
        return model.model_validate_json(json.dumps(document.data), strict=True)
    except ValidationError as error:
        report(document, model, error)
    return None


def report(document: "Document", model: type[BaseModel], error: ValidationError) -> None:
    """Add every mistake pydantic found to the document, each at its line."""
    for detail in error.errors(include_url=False):
        path = _within(document.data, detail["loc"])
        known: tuple[str, ...] = ()
        if detail["type"] == "extra_forbidden":
            known = tuple(sorted(set(_keys(model, detail["loc"][:-1]))))
        name = str(detail["loc"][-1]) if detail["loc"] else ""
        close = get_close_matches(name, known, n=1, cutoff=0.6)
        ja, en = explain(detail, name=name, close=close[0] if close else "")
        document.refuse(path, ja, en)


def _within(data: "Value", steps: Sequence[str | int]) -> tuple[str | int, ...]:
    """Return the steps that lead through the data; pydantic adds names of unions between them."""
    path: list[str | int] = []
    for step in steps[:-1]:
        found, inner = _step(data, step)
        if found:
            data = inner
            path.append(step)
    last = steps[-1:]
    if last and (isinstance(data, dict) or _step(data, last[0])[0]):
        path += last
    return tuple(path)


def _step(data: "Value", step: str | int) -> tuple[bool, "Value"]:
    if isinstance(data, dict) and isinstance(step, str) and step in data:
        return True, data[step]
    if isinstance(data, list) and isinstance(step, int) and step < len(data):
        return True, data[step]
    return False, None


def _keys(kind: object, steps: Sequence[str | int]) -> Iterator[str]:
    """Yield the keys that are known at a place of a model."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        fields = kind.model_fields
        if not steps:
            yield from (field.alias or name for name, field in fields.items())
        for name, field in fields.items():
            if steps and steps[0] in {name, field.alias}:
                yield from _keys(field.annotation, steps[1:])
        return
    inner: tuple[Any, ...] = get_args(kind)
    for part in inner:
        yield from _keys(part, steps)
        if steps:
            yield from _keys(part, steps[1:])
