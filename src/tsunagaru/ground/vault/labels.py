"""The data class of every column (データ区分): retention, masking and export go by it."""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from django.db import models


class DataClass(StrEnum):
    """How carefully a column must be handled (データ区分)."""

    PUBLIC = "public"  # may stand on the town's site
    INTERNAL = "internal"  # the town's own, nobody's personal data
    PSEUDONYMOUS = "pseudonymous"  # an id or code that leads to a person inside the house only
    PERSONAL = "personal"  # 個人情報
    SENSITIVE = "sensitive"  # 要配慮個人情報
    SECRET = "secret"  # noqa: S105 - the name of a class of columns: credentials and keys


M = TypeVar("M", bound=type[models.Model])
_labels: dict[str, dict[str, DataClass]] = {}


def columns(**classes: str) -> Callable[[M], M]:
    """Label every column of a table, e.g. ``@columns(internal="id state", personal="name")``.

    Raises:
        ValueError: a column is missing, named twice, or unknown.
    """
    labels = {name: DataClass(kind) for kind, names in classes.items() for name in names.split()}

    def label(model: M) -> M:
        actual = {f.name for f in model._meta.local_concrete_fields}
        if actual != set(labels) or len(labels) != sum(len(n.split()) for n in classes.values()):
            message = f"{model.__name__}: label each column once; off: {actual ^ set(labels)}"
            raise ValueError(message)
        _labels[model._meta.label] = labels
        return model

    return label


def labels_of(model: type[models.Model]) -> dict[str, DataClass]:
    """Return the data class of each column of a table; empty when unlabelled."""
    return _labels.get(model._meta.label, {})


def holds_personal_data(model: type[models.Model]) -> bool:
    """Tell whether a table has a personal or sensitive column."""
    return bool({DataClass.PERSONAL, DataClass.SENSITIVE} & set(labels_of(model).values()))
