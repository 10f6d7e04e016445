"""What is stored and may hold an individual number (点検の対象), by the columns' data classes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from tsunagaru.ground.vault import indexes
from tsunagaru.ground.vault.fields import SealedField
from tsunagaru.ground.vault.labels import DataClass, labels_of
from tsunagaru.kernel.offers import installed

FILES = "files.StoredFile"
CONTENT = "content"
# Codes and numbers only, checked when they are published; a chain of hashes takes no change.
LEFT_OUT_APPS = frozenset({"ledger", "security"})
LOOKED_AT = frozenset(
    {DataClass.PUBLIC, DataClass.INTERNAL, DataClass.PERSONAL, DataClass.SENSITIVE}
)
# Known by a mark that a person typed: the others of their class are made by the house.
TYPED = frozenset({("people.Account", "login"), ("people.HeldPost", "path")})
HASHES = frozenset({"hash", "sha256", "snapshot", "commitment", "list_hash", "digest", "loaded"})
TEXTS = (models.CharField, models.TextField, models.JSONField, SealedField)


@dataclass(frozen=True)
class Stored:
    """A table with the columns that are looked at (点検の対象).

    Args:
        files: those of them that hold whole files as Base64, so that few rows fill the memory.
    """

    label: str
    columns: tuple[str, ...]
    files: frozenset[str] = frozenset()

    @property
    def model(self) -> type[models.Model]:
        """The table."""
        return apps.get_model(self.label)

    def after(self, last: str) -> "models.QuerySet[Any]":
        """Return the rows behind a key, in order of their keys."""
        rows = self.model._default_manager.order_by("pk")
        return rows.filter(pk__gt=last) if last else rows


def tables() -> list[Stored]:
    """Return every table that is looked at, in order of their names."""
    known = wrapped()
    found = [_stored(model._meta.label, columns, known) for model, columns in _all()]
    return sorted(found, key=lambda one: one.label)


def _stored(label: str, columns: tuple[str, ...], known: frozenset[str]) -> Stored:
    return Stored(label, columns, frozenset(c for c in columns if f"{label}.{c}" in known))


def _all() -> Iterator[tuple[type[models.Model], tuple[str, ...]]]:
    indexed = {(index.model, index.column) for index in indexes.declared()}
    for model in apps.get_models():
        ours = model.__module__.startswith("tsunagaru.")
        if not ours or model._meta.app_label in LEFT_OUT_APPS:
            continue
        labels = labels_of(model)
        columns = tuple(
            field.name
            for field in model._meta.local_concrete_fields
            if _is_text(field)
            and (labels.get(field.name) in LOOKED_AT or (model._meta.label, field.name) in TYPED)
            and (model._meta.label, field.name) not in indexed
        )
        if columns:
            yield model, columns


def _is_text(field: "models.Field[Any, Any]") -> bool:
    """Tell whether people's words may stand in a column; codes from a fixed list never do."""
    return isinstance(field, TEXTS) and not field.choices and field.name not in HASHES


def wrapped() -> frozenset[str]:
    """Return the columns that hold whole files as Base64 (ファイルの入った列)."""
    return frozenset(column for offers in installed() for column in offers.wrapped)
