"""Fills a database at every package's first migration, or checks it after all of them (版の更新).

``python -m tests.drills.upgrading fill|check FILE``: in a process of its own, since the database is
chosen by the environment. Rows are made through the models as they were then; nothing is known
here of any package, so later packages and migrations are covered as they come.
"""

import json
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

import django

django.setup()

from django.apps import apps  # noqa: E402 - after the set-up
from django.core.management import call_command  # noqa: E402
from django.core.serializers.json import DjangoJSONEncoder  # noqa: E402
from django.db import IntegrityError, connection, models, transaction  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402

from tsunagaru.ground.vault.fields import SealedJSONField  # noqa: E402
from tsunagaru.ground.vault.sealing import blind  # noqa: E402
from tsunagaru.kernel.clock import JST  # noqa: E402

NOW = datetime(2026, 4, 1, 9, tzinfo=JST)
ROWS = 2
serial = count(1)
Key = tuple[str, str]
Model = type[models.Model]
Column: TypeAlias = "models.Field[Any, Any]"

MAKERS: Mapping[type[Any], Callable[[int], Any]] = {
    models.UUIDField: lambda number: UUID(int=number),
    models.DateTimeField: lambda number: NOW + timedelta(minutes=number),
    models.DateField: lambda number: date(2026, 4, 1) + timedelta(days=number),
    models.BooleanField: lambda _: True,
    models.IntegerField: lambda number: number % 5 + 1,
    models.FloatField: float,
    SealedJSONField: lambda number: {"n": number},
    models.JSONField: lambda number: {"n": number},
    models.BinaryField: lambda number: bytes([number % 256]),
    models.Field: lambda number: f"t{number}",
}
BLINDED = {
    ("partners.Submission", "key"): "partners_submission.key",
    ("partners.Submission", "fingerprint"): "partners_submission.fingerprint",
}


def first_migrations(executor: MigrationExecutor) -> list[Key]:
    """Return the first migration of each of our packages."""
    own = {one.label for one in apps.get_app_configs() if one.name.startswith("tsunagaru.")}
    nodes = executor.loader.graph.nodes
    firsts = [key for key in nodes if key[0] in own and nodes[key].initial]
    return [key for key in firsts if key[1].startswith("0001")]


def fill(file: Path) -> None:
    """Migrate to the first migrations, add rows, and write down what was added."""
    executor = MigrationExecutor(connection)
    firsts = first_migrations(executor)
    state = executor.migrate(firsts)
    labels = {label for label, _ in firsts}
    waiting = [model for model in state.apps.get_models() if model._meta.app_label in labels]
    kept: dict[str, list[dict[str, Any]]] = {}
    for model in _in_order(waiting):
        added = [_add(model) for _ in range(ROWS)]
        kept[model._meta.label] = [_columns(row) for row in added if row is not None]
    file.write_text(json.dumps(kept, cls=DjangoJSONEncoder), encoding="utf-8")


def _in_order(waiting: list[Model]) -> list[Model]:
    """Return the models, those others point to first."""
    done: list[Model] = []
    while waiting:
        left = {model._meta.label for model in waiting}
        ready = [m for m in waiting if not (_targets(m) & left) - {m._meta.label}] or waiting[:1]
        done += ready
        waiting = [model for model in waiting if model not in ready]
    return done


def _targets(model: Model) -> set[str]:
    links = [f for f in model._meta.concrete_fields if f.remote_field]
    return {field.related_model._meta.label for field in links if not field.null}


def _add(model: Model) -> models.Model | None:
    """Add a row of plausible values; None where a rule of the table needs others."""
    columns = [f for f in model._meta.concrete_fields if not isinstance(f, models.AutoField)]
    needed = [f for f in columns if not f.null]
    optional = [f for f in columns if f.null]
    plain = [f for f in optional if not f.remote_field]
    for more in (plain, [], *([one] for one in optional)):
        number = next(serial)
        row = model(**{f.attname: _value(f, number) for f in (*needed, *more)})
        with suppress(IntegrityError), transaction.atomic():
            row.save(force_insert=True)
            row.refresh_from_db()
            return row
    return None


def _value(field: Column, number: int) -> Any:
    """Return a value for a column, another one each time."""
    if field.remote_field:
        parent = field.related_model._default_manager.order_by("-pk").first()
        return parent.pk if parent else None
    if field.choices:
        return field.choices[0][0]
    if field.has_default() and not field.primary_key and not field.unique:
        return field.get_default()
    value = next(make(number) for kind, make in MAKERS.items() if isinstance(field, kind))
    return value[: field.max_length] if isinstance(value, str) else value


def check(file: Path) -> dict[str, Any]:
    """Migrate to the newest version and compare what is there with what was added.

    Raises:
        AssertionError: a row is gone, or a column that still exists holds another value.
    """
    call_command("migrate", verbosity=0, interactive=False)
    kept: dict[str, list[dict[str, Any]]] = json.loads(file.read_text(encoding="utf-8"))
    for label, rows in kept.items():
        model = apps.get_model(label)
        key = [field.attname for field in model._meta.pk_fields]
        for row in rows:
            found = model._default_manager.get(**{name: row[name] for name in key})
            now = json.loads(json.dumps(_columns(found), cls=DjangoJSONEncoder))
            names = row.keys() & now.keys()
            changed = {name for name in names if _meant(label, name, row[name]) != now[name]}
            assert not changed, (label, changed)
    rows_checked = sum(len(rows) for rows in kept.values())
    empty = [label for label, rows in kept.items() if not rows]
    return {"models": len(kept), "rows": rows_checked, "empty": empty}


def _meant(label: str, name: str, value: Any) -> Any:
    """Return what a migration makes of a value on purpose; all others stay as they were."""
    return blind(value, place=BLINDED[label, name]) if (label, name) in BLINDED else value


def _columns(row: models.Model) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        fill(Path(sys.argv[2]))
    else:
        sys.stdout.write(json.dumps(check(Path(sys.argv[2]))))
