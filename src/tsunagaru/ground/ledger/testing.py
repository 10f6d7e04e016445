"""Makers for others' tests (試験の道具)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from typing import Any

from django.db import connection

from tsunagaru.ground.ledger.models import AuditRow, Delivery, EventRow
from tsunagaru.ground.ledger.services.delivering import deliver_all
from tsunagaru.kernel.events import Event, Handler, reactions_to, when

__all__ = ["audited", "deliver_all", "let_tests_flush", "pending", "published", "wired"]


def published(name: str) -> list[dict[str, Any]]:
    """Return what was published under a name, oldest first: facts, subject, at."""
    rows = EventRow.objects.filter(name=name, weight=1).order_by("number")
    return [{**row.facts, "subject": row.subject, "at": row.at} for row in rows]


def audited(action: str) -> list[AuditRow]:
    """Return the audit rows of an action, oldest first."""
    return list(AuditRow.objects.filter(action=action).order_by("number"))


def pending(*, at: datetime) -> Sequence[str]:
    """Return the reactions that wait to be delivered."""
    rows = Delivery.objects.filter(state="queued", due_at__lte=at).order_by("id")
    return [row.reaction for row in rows]


@contextmanager
def wired(event: type[Event], reaction: Handler) -> Iterator[str]:
    """Wire one more reaction for the time of a test; gives its name."""
    before = set(reactions_to(event.name))
    when(event, reaction)
    reactions = reactions_to(event.name)
    (name,) = set(reactions) - before
    try:
        yield name
    finally:
        assert isinstance(reactions, dict)
        del reactions[name]


def let_tests_flush() -> None:
    """Let tests that really commit empty the append-only tables afterwards (後片付け).

    The triggers stay on while a test runs; only Django's own flush lifts them for its statements.
    """
    operations = type(connection.ops)
    flush = operations.sql_flush
    guards = import_module("tsunagaru.ground.ledger.migrations.0002_guards")

    def sql_flush(self: Any, *args: Any, **kwargs: Any) -> list[str]:  # noqa: ANN401 - Django's own signature
        lift, put_back = guards.lift_and_put_back(connection.vendor)
        return [*lift, *flush(self, *args, **kwargs), *put_back]

    setattr(operations, "sql_flush", sql_flush)  # noqa: B010 - mypy rightly refuses the assignment
