"""What the simulated provider remembers (模擬事業者の記録): a small database of its own."""

import sqlite3
import uuid
from dataclasses import dataclass

TABLES = """
CREATE TABLE IF NOT EXISTS payment (
    provider TEXT, merchant TEXT, id TEXT PRIMARY KEY, amount INTEGER, captured INTEGER,
    state TEXT, title TEXT, back TEXT, day TEXT, UNIQUE (provider, merchant)
);
CREATE TABLE IF NOT EXISTS refund (
    provider TEXT, merchant TEXT, id TEXT PRIMARY KEY, payment TEXT, amount INTEGER, day TEXT,
    UNIQUE (provider, merchant)
);
"""
COLUMNS = "provider, merchant, id, amount, captured, state, title, back, day"


@dataclass(frozen=True)
class Paid:
    """A payment as the provider knows it (決済)."""

    provider: str
    merchant: str
    id: str
    amount: int
    captured: int
    state: str
    title: str
    back: str
    day: str


class Store:
    """Payments and refunds, kept through a restart when given a file (記録)."""

    def __init__(self, path: str = ":memory:") -> None:
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.executescript(TABLES)

    def open(self, paid: Paid) -> Paid | None:
        """Keep a new payment; None when the number is known already."""
        try:
            self._db.execute(
                f"INSERT INTO payment ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?)",  # noqa: S608 - a constant
                tuple(vars(paid).values()),
            )
        except sqlite3.IntegrityError:
            return None
        return paid

    def find(self, *, id: str = "", provider: str = "", merchant: str = "") -> Paid | None:
        """Return a payment by its own id or by the merchant's number."""
        where, values = (
            ("id = ?", (id,)) if id else ("provider = ? AND merchant = ?", (provider, merchant))
        )
        row = self._db.execute(
            f"SELECT {COLUMNS} FROM payment WHERE {where}",  # noqa: S608 - constants
            values,
        ).fetchone()
        return Paid(*row) if row else None

    def move(self, id: str, state: str, *, captured: int = 0, day: str = "") -> bool:
        """Let an open payment be paid, cancelled or expired; tells whether it was open."""
        done = self._db.execute(
            "UPDATE payment SET state = ?, captured = ?, day = ? WHERE id = ? AND state = 'open'",
            (state, captured, day, id),
        )
        return done.rowcount == 1

    def refunded(self, payment: str) -> int:
        """Return how much of a payment went back."""
        row = self._db.execute(
            "SELECT COALESCE(SUM(amount), 0) FROM refund WHERE payment = ?", (payment,)
        ).fetchone()
        return int(row[0])

    def refund(self, paid: Paid, merchant: str, amount: int, day: str) -> tuple[str, int, bool]:
        """Give money back once per number; returns id, amount, and whether it is new."""
        row = self._db.execute(
            "SELECT id, amount FROM refund WHERE provider = ? AND merchant = ?",
            (paid.provider, merchant),
        ).fetchone()
        if row:
            return row[0], row[1], False
        id = f"re_{uuid.uuid4().hex}"
        self._db.execute(
            "INSERT INTO refund VALUES (?,?,?,?,?,?)",
            (paid.provider, merchant, id, paid.id, amount, day),
        )
        return id, amount, True

    def find_refund(self, provider: str, merchant: str) -> tuple[str, int] | None:
        """Return a refund's id and amount by the merchant's number."""
        row = self._db.execute(
            "SELECT id, amount FROM refund WHERE provider = ? AND merchant = ?",
            (provider, merchant),
        ).fetchone()
        return (row[0], row[1]) if row else None

    def movements(self, provider: str, day: str) -> list[tuple[str, str, int]]:
        """Return kind, merchant's number and amount of everything of a day."""
        rows = self._db.execute(
            "SELECT 'payment', merchant, captured FROM payment"
            " WHERE provider = ? AND day = ? AND state = 'paid' UNION ALL"
            " SELECT 'refund', merchant, amount FROM refund WHERE provider = ? AND day = ?",
            (provider, day, provider, day),
        )
        return [(kind, merchant, amount) for kind, merchant, amount in rows]

    def total(self) -> int:
        """Return what the provider holds for the town: captured less refunded."""
        paid = self._db.execute("SELECT COALESCE(SUM(captured), 0) FROM payment").fetchone()[0]
        back = self._db.execute("SELECT COALESCE(SUM(amount), 0) FROM refund").fetchone()[0]
        return int(paid) - int(back)

    def close(self) -> None:
        """Close the file."""
        self._db.close()
