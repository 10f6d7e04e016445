"""Which telegrams belong together (電文のつながり), and whether one came before.

One thread is about one thing: what is new replaces what was said before in it, and a cancellation
reaches exactly what was drafted in it. The EventID alone is not enough: it is a volcano's number
for all kinds of volcanic information, and an earthquake's for early warning and intensities alike;
and weather warnings have none, so that office and title keep theirs together.
"""

from hashlib import sha256

from tsunagaru.services.emergency.rules.kinds import Kind, kind_of
from tsunagaru.services.emergency.rules.telegram import Telegram

SEPARATOR = "\x1f"
FAMILY = {Kind.QUAKE_FLASH: Kind.QUAKE}
"""Kinds that tell of the same thing, the second more exactly."""


def thread_of(telegram: Telegram) -> str:
    """Return the thread a telegram belongs to (つながり); a drill never shares one with others."""
    known = telegram.event or f"{telegram.title}{SEPARATOR}{telegram.office}"
    kind = kind_of(telegram.title)
    return _digest(telegram.status, FAMILY.get(kind, kind), known)


def key_of(telegram: Telegram) -> str:
    """Return what one telegram is known by (電文の識別), however often it comes.

    Id and serial do not do alone: a cancellation repeats the serial of what it cancels, and many
    kinds have no serial.
    """
    return _digest(
        telegram.title,
        telegram.status,
        telegram.office,
        telegram.event,
        telegram.serial,
        telegram.info_type,
        telegram.reported_at.isoformat(),
    )


def _digest(*parts: str) -> str:
    return sha256(SEPARATOR.join(parts).encode()).hexdigest()
