"""Taking an individual number out of a stored value (個人番号の黒塗り), in whichever table."""

from typing import Any

from django.apps import apps
from django.db import models, transaction

from tsunagaru.ground.vault.leaves import blackened, texts_of
from tsunagaru.kernel import individual_number


def holds(value: Any) -> bool:  # noqa: ANN401 - text or any JSON
    """Tell whether a stored value may hold an individual number, excused or not (検出)."""
    return any(individual_number.find(text) for text in texts_of(value))


@transaction.atomic
def blacken(table: str, row: str, column: str) -> bool:
    """Put ``＊`` in place of the digits; tell whether anything was there (黒塗りする).

    The value is sealed anew. Nothing else of the row changes.

    Args:
        table: ``app.Model``.
        row: the row's key as text.
        column: a text or JSON column.

    Raises:
        django.db.Error: the table takes no changes (append-only).
    """
    model: type[models.Model] = apps.get_model(table)
    found = (
        model._default_manager.select_for_update(no_key=True, of=("self",)).filter(pk=row).first()
    )
    if found is None or not holds(getattr(found, column)):
        return False
    setattr(found, column, blackened(getattr(found, column)))
    found.save(update_fields=[column])
    return True


@transaction.atomic
def empty(table: str, row: str, column: str) -> bool:
    """Delete a whole value, such as a file in a column; tell whether anything was there (削除).

    Raises:
        django.db.Error: the table takes no changes (append-only).
    """
    model: type[models.Model] = apps.get_model(table)
    found = (
        model._default_manager.select_for_update(no_key=True, of=("self",)).filter(pk=row).first()
    )
    if found is None or not getattr(found, column):
        return False
    setattr(found, column, "")
    found.save(update_fields=[column])
    return True
