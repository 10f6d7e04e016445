"""Sealing every value anew (封の更新), while the town works.

Nothing is remembered of how far it came: what stands in the tables tells. So it can be broken off
at any moment and begun again, and whoever writes meanwhile writes with the newest key already.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection, models, transaction

from tsunagaru.ground.vault import keys, usage
from tsunagaru.ground.vault.fields import Sealed, SealedField
from tsunagaru.ground.vault.indexes import BlindIndex, declared
from tsunagaru.ground.vault.sealing import key_id_of, seal, unseal

BATCH = 100
# A row that somebody held, or put back unread, is met again in the next round.
ROUNDS = 20
Told = Callable[[str, int], None]


def reseal_tables(told: Told) -> int:
    """Seal every value of an older key with the newest one; return how many (再暗号化).

    Args:
        told: hears the table's label and how many of its rows were done.
    """
    return _until_done(_reseal_all, told)


def _until_done(work: Callable[[Told], int], told: Told) -> int:
    done = 0
    for _ in range(ROUNDS):
        now = work(told)
        done += now
        if not now:
            break
    return done


def _reseal_all(told: Told) -> int:
    done = 0
    for model, fields in usage.sealed_tables():
        last: Any = None
        while (step := _reseal_batch(model, fields, last)) is not None:
            last, count = step
            done += count
            told(model._meta.label, count)
    return done


def _reseal_batch(
    model: type[models.Model],
    fields: list[SealedField],
    last: Any,  # noqa: ANN401 - any key
) -> tuple[Any, int] | None:
    """Seal one batch of rows anew in one short transaction; return the last key and the count."""
    current = keys.ring().current_data[0]
    rows = usage.rows_sealed_before(model, fields, current)
    rows = rows.filter(pk__gt=last) if last is not None else rows
    with transaction.atomic():
        # Rows that somebody holds are left out: we never wait, so nobody can be in a deadlock.
        held = rows.order_by("pk").select_for_update(no_key=True, skip_locked=True, of=("self",))
        batch = list(held.only("pk", *(field.name for field in fields))[:BATCH])
        count = sum(_reseal_row(row, fields, current) for row in batch)
    return (batch[-1].pk, count) if batch else None


def _reseal_row(row: models.Model, fields: list[SealedField], current: str) -> int:
    """Exchange the old values of a row; one that was changed meanwhile is left alone."""
    done = 0
    for field in fields:
        old = row.__dict__.get(field.attname)
        if not isinstance(old, Sealed) or key_id_of(old) == current:
            continue
        place = field.place(row)
        new = Sealed(seal(unseal(bytes(old), place=place), place=place))
        done += _exchange(row, field, bytes(old), new)
    return min(done, 1)


def _exchange(row: models.Model, field: SealedField, old: bytes, new: Sealed) -> int:
    quote = connection.ops.quote_name
    table, column = quote(row._meta.db_table), quote(str(field.column))
    key = row._meta.pk
    name, value = quote(str(key.column)), key.get_db_prep_value(row.pk, connection)
    sql = f"UPDATE {table} SET {column} = %s WHERE {name} = %s AND {column} = %s"  # noqa: S608 - names of our own tables
    with connection.cursor() as cursor:
        cursor.execute(sql, [bytes(new), value, old])
        return int(cursor.rowcount)


def rebuild_indexes(told: Told) -> int:
    """Make every blind index anew that its row can tell; return how many (索引の作り直し)."""
    return _until_done(_rebuild_all, told)


def _rebuild_all(told: Told) -> int:
    return sum(_rebuild(index, told) for index in declared() if index.make)


def _rebuild(index: BlindIndex, told: Told) -> int:
    done, last = 0, None
    while True:
        rows = usage.entries_made_before(index, keys.ring().current_blind[0])
        rows = rows.filter(pk__gt=last) if last is not None else rows
        with transaction.atomic():
            held = rows.order_by("pk").select_for_update(
                no_key=True, skip_locked=True, of=("self",)
            )
            batch = list(held.select_related(*index.related)[:BATCH])
            count = sum(_rebuild_row(index, row) for row in batch)
        if not batch:
            return done
        last = batch[-1].pk
        done += count
        told(index.model, count)


def _rebuild_row(index: BlindIndex, row: models.Model) -> int:
    old = getattr(row, index.column)
    new = index.make(row) if index.make else None
    if not new or new == old:
        return 0
    rows = index.table._default_manager.filter(pk=row.pk, **{index.column: old})
    return rows.update(**{index.column: new})


def rebuildable() -> int:
    """Count the entries that a rebuilding would change (作り直せる索引の数)."""
    current = keys.ring().current_blind[0]
    found = 0
    for index in declared():
        if index.make:
            rows = usage.entries_made_before(index, current).select_related(*index.related)
            found += sum(
                index.make(row) not in {None, "", getattr(row, index.column)} for row in rows
            )
    return found
