"""What a tablet or the desk tells of one person (受付の内容): read leniently, so that none is lost.

What cannot be used is left out; texts are cut, tidied, and an individual number in them is masked.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from tsunagaru.kernel.individual_number import mask
from tsunagaru.kernel.text import normalise, normalise_lines
from tsunagaru.services.shelters.rules.passes import tidy
from tsunagaru.services.shelters.rules.states import How, Kind

NEEDS = {
    "allergy": "アレルギー",
    "medicine": "薬が必要",
    "wheelchair": "車いす・歩行の支援",
    "pregnant": "妊娠中",
    "infant": "乳幼児",
    "care": "介護",
    "language": "外国語",
    "other": "そのほか",
}
PERSON = ("family", "given", "kana_family", "kana_given", "phone", "address")
LONGEST, LONGEST_NOTE, MOST_PETS = 100, 400, 20
_TAG = re.compile(r"[A-Z]{1,2}-\d{1,5}")


@dataclass(frozen=True)
class Payload:
    """One entry in a form that can be relied on.

    Args:
        tag: the number on the wristband, such as ``A-12``.
        code: of the resident's QR code, where one was read.
        listed: the resident who was found in the tablet's list of names.
        family: those entered together share it.
        hidden: asks that nobody is told; ``findable``: the family may ask whether they are here.
    """

    kind: Kind
    told_at: datetime
    how: How = How.HAND
    tag: str = ""
    code: str = ""
    listed: UUID | None = None
    person: Mapping[str, str] = field(default_factory=dict)
    birth_on: date | None = None
    family: UUID | None = None
    needs: tuple[str, ...] = ()
    note: str = ""
    pets: int = 0
    hidden: bool = False
    findable: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return it as it is kept."""
        plain = asdict(self) | {"told_at": self.told_at.isoformat()}
        plain["birth_on"] = self.birth_on.isoformat() if self.birth_on else ""
        plain["listed"] = str(self.listed) if self.listed else ""
        plain["family"] = str(self.family) if self.family else ""
        return {key: value for key, value in plain.items() if value}


def read(raw: object, *, now: datetime) -> Payload | None:
    """Return what was told, or None where it does not even say what happened (内容を読む)."""
    if not isinstance(raw, Mapping):
        return None
    try:
        kind = Kind(str(raw.get("kind")))
    except ValueError:
        return None
    person = raw.get("person")
    person = person if isinstance(person, Mapping) else {}
    needs = raw.get("needs")
    told = needs if isinstance(needs, list | tuple) else ()
    return Payload(
        kind=kind,
        told_at=_moment(raw.get("told_at")) or now,
        how=_how(raw.get("how")),
        tag=found[0] if (found := _TAG.fullmatch(_text(raw.get("tag")).upper())) else "",
        code=mask(tidy(_written(raw.get("code")))),
        listed=_uuid(raw.get("listed")),
        person={name: text for name in PERSON if (text := _text(person.get(name)))},
        birth_on=_day(raw.get("birth_on")),
        family=_uuid(raw.get("family")),
        needs=tuple(one for one in NEEDS if one in told),
        note=_cut(raw.get("note"), normalise_lines, LONGEST_NOTE),
        pets=_few(raw.get("pets")),
        hidden=raw.get("hidden") is True,
        findable=raw.get("findable") is True and raw.get("hidden") is not True,
    )


def _text(value: object) -> str:
    return _cut(value, normalise, LONGEST)


def _cut(value: object, tidied: Callable[[str], str], longest: int) -> str:
    """Return a text that stays as it is when it is read again: tidying may make it longer."""
    return mask(tidied(_written(value)[: 4 * longest])[:longest].strip())


def _written(value: object) -> str:
    """Return a value as text that can be stored: without halves of signs."""
    return str(value or "").encode(errors="ignore").decode()


def _how(value: object) -> How:
    try:
        return How(str(value))
    except ValueError:
        return How.HAND


def _uuid(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _few(value: object) -> int:
    return min(max(value, 0), MOST_PETS) if type(value) is int else 0


def _moment(value: object) -> datetime | None:
    """Return a moment told in milliseconds, or as ISO text."""
    try:
        if type(value) in {int, float}:
            return datetime.fromtimestamp(float(str(value)) / 1000, UTC)
        found = datetime.fromisoformat(str(value))
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.tzinfo else None
