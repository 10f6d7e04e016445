"""Which keys are in use (鍵の使用状況): counted by the key ids that stand in the tables."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, F, Func, Q, Value

from tsunagaru.ground.vault import keys
from tsunagaru.ground.vault.fields import SealedField
from tsunagaru.ground.vault.indexes import BlindIndex, declared

UNKNOWN = ""
Table = type[models.Model]
Rows = models.QuerySet[Any]


def sealed_tables() -> Iterator[tuple[Table, list[SealedField]]]:
    """Yield every table with encrypted columns, and those columns (暗号化列のある表)."""
    for model in apps.get_models():
        fields = [f for f in model._meta.local_concrete_fields if isinstance(f, SealedField)]
        if fields:
            yield model, fields


def _prefix_of(key_id: str) -> bytes:
    """Return the bytes with which every value sealed by a key begins."""
    return bytes([len(key_id)]) + key_id.encode()


def _head(column: str, length: int) -> Func:
    return Func(
        F(column), Value(1), Value(length), function="SUBSTR", output_field=models.BinaryField()
    )


def _heads(ids: Iterator[str] | list[str], column: str) -> dict[str, Func]:
    """Return one annotation for each length of key ids."""
    return {f"head_{len(name)}": _head(column, len(name.encode()) + 1) for name in ids}


def rows_sealed_before(model: Table, fields: list[SealedField], current: str) -> Rows:
    """Return the rows that hold a value sealed with another key than the current one."""
    wanted = Q(pk__in=[])
    rows = model._default_manager.all()
    for number, field in enumerate(fields):
        rows = rows.annotate(**{f"head_{number}": _head(field.name, len(current.encode()) + 1)})
        filled = Q(**{f"{field.name}__isnull": False})
        wanted |= filled & ~Q(**{f"head_{number}": _prefix_of(current)})
    return rows.filter(wanted)


def count_sealed() -> Counter[str]:
    """Count the sealed values of all tables by key id; those of no known key under ``""``."""
    found: Counter[str] = Counter()
    ids = list(keys.ring().data)
    for model, fields in sealed_tables():
        for field in fields:
            rows = model._default_manager.filter(**{f"{field.name}__isnull": False})
            heads = rows.annotate(**_heads(ids, field.name))
            counts = {
                f"n{number}": Count("pk", filter=Q(**{f"head_{len(name)}": _prefix_of(name)}))
                for number, name in enumerate(ids)
            }
            result = heads.aggregate(**counts, total=Count("pk"))
            known = {name: result[f"n{number}"] for number, name in enumerate(ids)}
            found.update(known)
            found[UNKNOWN] += result["total"] - sum(known.values())
    return found


def count_indexed() -> dict[BlindIndex, Counter[str]]:
    """Count the entries of every blind index by key id; those of no known key under ``""``."""
    ids = list(keys.ring().blind)
    found = {}
    for index in declared():
        counts = {
            f"n{number}": Count("pk", filter=Q(**{f"{index.column}__startswith": f"{name}:"}))
            for number, name in enumerate(ids)
        }
        result = entries(index).aggregate(**counts, total=Count("pk"))
        known = Counter({name: result[f"n{number}"] for number, name in enumerate(ids)})
        known[UNKNOWN] = result["total"] - sum(known.values())
        found[index] = known
    return found


def entries(index: BlindIndex) -> Rows:
    """Return the rows in which a blind index is filled in."""
    return index.table._default_manager.filter(**{f"{index.column}__contains": ":"})


def entries_made_before(index: BlindIndex, current: str) -> Rows:
    """Return the rows whose index was made with another key than the current one."""
    return entries(index).exclude(**{f"{index.column}__startswith": f"{current}:"})
