"""Loading the town's rules on circulars, and its groups (回覧の決まりと組の読み込み)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tsunagaru.ground.people.api import ORGANISATION
from tsunagaru.ground.places import api as places
from tsunagaru.kernel.folder import Change, Described, Folder, Table, compare
from tsunagaru.kernel.folder.tables import write_table
from tsunagaru.kernel.folder.writer import write_yaml
from tsunagaru.services.community.definitions import (
    CIRCULARS,
    GROUPS,
    CircularsFile,
    GroupRow,
)
from tsunagaru.services.community.models import Group, Setup


@dataclass(frozen=True)
class Read:
    """What the folder says (回覧の決まりと組)."""

    rules: CircularsFile | None
    groups: tuple[GroupRow, ...] = ()


def read(folder: Folder) -> Read:
    """Validate both files; a town without the first has no circulars."""
    rules = folder.read(CIRCULARS, CircularsFile) if folder.has(CIRCULARS) else None
    if rules is not None:
        _check_section(folder, rules)
    if not folder.has(GROUPS):
        return Read(rules)
    table = folder.table(GROUPS, GroupRow)
    _check_groups(folder, table)
    return Read(rules, tuple(table.rows))


def _check_section(folder: Folder, rules: CircularsFile) -> None:
    if not folder.has("organisation.yaml"):
        return
    organisation = ORGANISATION.read(folder)
    known = {one.code for one in organisation.sections} if organisation else {rules.section}
    if rules.section not in known:
        ja = f"課「{rules.section}」は organisation.yaml にありません。"
        en = f"There is no section “{rules.section}”."
        folder.document(CIRCULARS).refuse(("section",), ja, en)


def _check_groups(folder: Folder, table: Table[GroupRow]) -> None:
    town = places.TOWN_PART.read(folder)
    known = {row.code for row in town.districts} if town else set()
    seen: Counter[str] = Counter()
    for place, row in enumerate(table.rows):
        seen[row.code] += 1
        if seen[row.code] > 1:
            ja, en = f"「{row.code}」が2回あります。", f"{row.code} is not unique."
            table.refuse(place, "code", ja, en)
        if known and row.district not in known:
            ja = f"区「{row.district}」が districts.csv にありません。"
            table.refuse(place, "district", ja, f"There is no district {row.district}.")


def apply(parsed: Read, at: datetime) -> list[Change]:
    """Bring what is stored to what the files say; a group that left is closed, not deleted."""
    before, after = dict(_standing()), dict(_asked(parsed))
    if before == after:
        return []
    Setup.objects.all().delete()
    if parsed.rules is not None:
        Setup.objects.create(content=_content(parsed.rules), loaded_at=at)
    Group.objects.exclude(code__in=[row.code for row in parsed.groups]).update(closed=True)
    for order, row in enumerate(parsed.groups, start=1):
        values = row.model_dump(exclude={"code"}) | {"order": order, "closed": False}
        Group.objects.update_or_create(code=row.code, defaults=values)
    return compare(before, after)


def dump(folder: Folder) -> None:
    """Write both files back."""
    row = Setup.objects.first()
    if row is not None:
        content = CircularsFile.model_validate(row.content)
        folder.write(CIRCULARS, write_yaml(_content(content)))
    if rows := _rows():
        folder.write(GROUPS, write_table(list(GroupRow.model_fields), rows))


def _content(rules: CircularsFile) -> dict[str, Any]:
    return rules.model_dump(mode="json")


def _rows() -> list[GroupRow]:
    found = Group.objects.filter(closed=False)
    columns = list(GroupRow.model_fields)
    return [GroupRow(**{name: getattr(row, name) for name in columns}) for row in found]


def _standing() -> Iterator[tuple[str, Described]]:
    row = Setup.objects.first()
    if row is not None:
        yield "回覧の決まり", row.content
    yield from _named(_rows())


def _asked(parsed: Read) -> Iterator[tuple[str, Described]]:
    if parsed.rules is not None:
        yield "回覧の決まり", _content(parsed.rules)
    yield from _named(parsed.groups)


def _named(rows: list[GroupRow] | tuple[GroupRow, ...]) -> Iterator[tuple[str, Described]]:
    for order, row in enumerate(rows, start=1):
        yield f"組 {row.code}", row.model_dump(mode="json") | {"order": order}
