"""Writes of the register (手続台帳の更新): from a table, or the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.folder import Change, Problem, compare
from tsunagaru.kernel.folder.tables import Table, read_table
from tsunagaru.services.procedures import queries
from tsunagaru.services.procedures.definitions import REGISTER, RegisterRow, check_rows
from tsunagaru.services.procedures.events import RegisterChanged
from tsunagaru.services.procedures.models import RegisterEntry, RegisterRemoval

SUBJECT = uuid5(NAMESPACE_URL, "urn:procedures:register")
SHARED = (
    "name",
    "section",
    "law",
    "article",
    "who",
    "fee_yen",
    "fee_note",
    "channels",
    "standard_days",
    "life_events",
)
BY_REVIEW = ("seal",)


class CannotChange(Exception):
    """The register was changed by somebody else meanwhile (ほかの変更と重なりました)."""


@dataclass(frozen=True)
class Checked:
    """What an uploaded register says (確かめた台帳): its rows, or what is wrong with them."""

    text: str
    rows: tuple[RegisterRow, ...]
    problems: tuple[Problem, ...]
    changes: tuple[Change, ...]
    digest: str


def check(text: str, *, sections: Sequence[str]) -> Checked:
    """Check a register in the town folder's CSV against the one in force (台帳の検査).

    Args:
        sections: codes of the town's sections.
    """
    table = read_table(REGISTER, text.encode(), RegisterRow)
    check_rows(table)
    standing = queries.rows()
    _check_against(table, {row.code: row for row in standing}, sections)
    changes: list[Change] = []
    if not table.problems:
        changes = compare(queries.described(standing), queries.described(table.rows))
    problems = tuple(sorted(table.problems, key=lambda one: one.line))
    return Checked(text, tuple(table.rows), problems, tuple(changes), queries.digest(standing))


def _check_against(
    table: Table[RegisterRow], standing: dict[str, RegisterRow], sections: Sequence[str]
) -> None:
    forms = {row.form for row in standing.values() if row.form}
    for place, row in enumerate(table.rows):
        if row.section not in sections:
            ja = f"課「{row.section}」はありません。"
            table.refuse(place, "section", ja, f"There is no section {row.section}.")
        if row.form and row.form not in forms:
            ja = f"様式「{row.form}」はありません。"
            table.refuse(place, "form", ja, f"There is no form {row.form}.")
        if before := standing.get(row.code):
            _check_change(table, place, before, row)
    given = {row.code for row in table.rows}
    if table.rows:
        for code, row in standing.items():
            if code == row.form and code not in given:
                ja = f"様式のある手続き「{row.name}」（{code}）の行がありません。"
                table.refuse(len(table.rows) - 1, "code", ja, f"{code} has a form.")


def _check_change(
    table: Table[RegisterRow], place: int, before: RegisterRow, row: RegisterRow
) -> None:
    for column in BY_REVIEW:
        if getattr(before, column) != getattr(row, column):
            ja = "押印は、「押印の見直し」の画面で理由とともに決定してください。"
            table.refuse(place, column, ja, "Seals are decided in the review.")
    if before.form != before.code:
        return
    for column in SHARED:
        if getattr(before, column) != getattr(row, column):
            ja = "様式のある手続きのこの項目は、様式の定義で変更してください。"
            table.refuse(place, column, ja, "Change it in the form.")


@transaction.atomic
def replace(text: str, *, seen: str, sections: Sequence[str], at: datetime) -> int:
    """Bring the register to an uploaded table, all of it or nothing (台帳の一括更新).

    Args:
        seen: the digest of the register whose differences were shown.

    Returns:
        How many values changed.

    Raises:
        CannotChange: the register is another than the one compared with, or the table is wrong.

    Publishes:
        RegisterChanged, when something changed.
    """
    list(RegisterEntry.objects.select_for_update(no_key=True).values_list("code"))
    found = check(text, sections=sections)
    if found.problems or found.digest != seen:
        raise CannotChange
    if found.changes:
        _note_removals({row.code for row in found.rows})
        write(found.rows)
        tell("upload", len(found.changes), at)
    return len(found.changes)


def _note_removals(staying: set[str]) -> None:
    """Note which rows of the town folder go, so that loading leaves them out (削除の記録)."""
    gone = RegisterEntry.objects.exclude(code__in=staying).exclude(loaded="")
    made = [RegisterRemoval(code=code) for code in gone.values_list("code", flat=True)]
    RegisterRemoval.objects.bulk_create(made, ignore_conflicts=True)


@transaction.atomic
def change(row: RegisterRow, *, at: datetime) -> int:
    """Enter or change one procedure of the register (台帳の1件の登録・変更).

    Publishes:
        RegisterChanged, when something changed.
    """
    standing = list(queries.rows())
    codes = [one.code for one in standing]
    after = [*(one for one in standing if one.code != row.code), row]
    changes = compare(queries.described(standing), queries.described(after))
    if changes:
        place = codes.index(row.code) if row.code in codes else len(codes)
        values = row.model_dump(mode="json", exclude={"code"})
        RegisterEntry.objects.update_or_create(
            code=row.code, defaults=values, create_defaults={**values, "position": place}
        )
        tell("page", len(changes), at)
    return len(changes)


def write(rows: Sequence[RegisterRow], *, loaded: Mapping[str, str] | None = None) -> None:
    """Let the register be these rows (台帳を書き換える).

    Args:
        loaded: fingerprint of each row as the town folder gave it; None leaves those there are.
    """
    known = loaded
    if known is None:
        known = dict(RegisterEntry.objects.values_list("code", "loaded"))
    RegisterEntry.objects.all().delete()
    RegisterEntry.objects.bulk_create(
        RegisterEntry(position=place, loaded=known.get(row.code, ""), **row.model_dump(mode="json"))
        for place, row in enumerate(rows)
    )


def tell(source: str, changes: int, at: datetime) -> None:
    """Publish that the register changed (台帳の変更を知らせる)."""
    publish(RegisterChanged(at=at, subject=SUBJECT, source=source, changes=changes))
