"""Many recipients, written past the services (測定用の受信者): a million take a minute this way."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction

from benchmarks.peers.people import address_of
from tsunagaru.engines.messages.gateways.posting import time_of
from tsunagaru.ground.vault.sealing import seal

PEOPLE = (
    "id, resident_id, district, language, quiet_from, quiet_until, on_paper, created_at, changed_at"
)
ADDRESSES = (
    "id, subscriber_id, kind, address, address_index, state, rank, added_at, confirmed_at, ended_at"
)
PART = 20_000


def settle(count: int, origin: str, at: datetime, *, first: int = 0, district: str = "") -> None:
    """Write so many subscribers, each with one address that works.

    Args:
        origin: of the simulated push service.
        first: number of the first one.
        district: where they live.
    """
    now = time_of(at)
    for start in range(first, first + count, PART):
        numbers = range(start, min(first + count, start + PART))
        people = [uuid4() for _ in numbers]
        with transaction.atomic():
            _write("messaging_subscriber", PEOPLE, (_person(one, district, now) for one in people))
            pairs = zip(numbers, people, strict=True)
            addresses = (_address(number, who, origin, now) for number, who in pairs)
            _write("messaging_contact", ADDRESSES, addresses)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _person(who: UUID, district: str, now: Any) -> tuple[Any, ...]:  # noqa: ANN401 - text on SQLite
    return (_id(who), None, district, "ja", None, None, False, now, now)


def _address(number: int, who: UUID, origin: str, now: Any) -> tuple[Any, ...]:  # noqa: ANN401 - text on SQLite
    kind, address = address_of(number, origin)
    pk = uuid4()
    sealed = seal(address, place=f"messaging_contact.address|{pk}")
    return (_id(pk), _id(who), kind, sealed, f"b1:{number}", "active", 1, now, now, None)


def _id(one: UUID) -> UUID | str:
    return one if connection.vendor == "postgresql" else one.hex


def _write(table: str, columns: str, rows: Iterator[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["?"] * len(columns.split(",")))
        raw = cursor.connection.cursor()
        raw.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608 - constants only
