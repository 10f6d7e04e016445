"""The register in the town folder (町フォルダの手続台帳): put in force, written back.

What was entered or decided in the browser is never undone by loading: a decision about a seal
stays, and a row that was changed or taken out stays so unless somebody says that the folder
counts.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from tsunagaru.kernel.folder import Change, Edited, Folder, compare
from tsunagaru.kernel.folder.tables import write_table
from tsunagaru.services.procedures import queries
from tsunagaru.services.procedures.definitions import (
    DECISIONS,
    REGISTER,
    DecisionRow,
    ParsedRegister,
    RegisterRow,
)
from tsunagaru.services.procedures.models import RegisterEntry, RegisterRemoval, SealDecision
from tsunagaru.services.procedures.services.register import tell, write

IN_BROWSER, STAYS, NOT_THERE = "画面で変更した内容", "フォルダの内容", "フォルダにありません"
REMOVED = "画面で削除した内容"


@transaction.atomic
def apply(parsed: ParsedRegister, at: datetime) -> list[Change]:
    """Bring register and seal decisions to what the town folder says (台帳の読み込み).

    Publishes:
        RegisterChanged, when something changed.
    """
    # Compared with what was written last: the forms are in force already, and a new form that
    # says another fee or seal than its row did must be seen before it is loaded.
    standing, offered = list(queries.written()), list(queries.with_forms(parsed.rows))
    removed = _removed(standing, offered, keep=parsed.edited is not Edited.OVERWRITE)
    given = [one for one in offered if one not in removed]
    edited = set(_edited(standing, given))
    kept = edited if parsed.edited is Edited.KEEP else set()
    changes = compare(
        queries.described(one for one in standing if one.code not in edited),
        queries.described(one for one in given if one.code not in edited),
    )
    changes += _conflicts(standing, given, edited) + [_left_out(one) for one in removed]
    before, after = _decided(), _with_browsers(parsed.decisions)
    if before != after:
        changes += compare(_told(before), _told(after))
        _write_decisions(after, at)
    if any(change.kind != "conflict" for change in changes) or edited - kept:
        write(_merged(standing, given, kept), loaded={one.code: _print(one) for one in given})
        tell("folder", len(changes), at)
    else:
        _note_loaded(given, edited)
    return changes


def _removed(
    standing: Sequence[RegisterRow], offered: Sequence[RegisterRow], *, keep: bool
) -> list[RegisterRow]:
    """Return the folder's rows that somebody took out in the browser, if they stay out."""
    there = {one.code for one in standing}
    wanted = {one.code for one in offered} - there if keep else set()
    RegisterRemoval.objects.exclude(code__in=wanted).delete()
    gone = set(RegisterRemoval.objects.values_list("code", flat=True))
    return [one for one in offered if one.code in gone]


def _left_out(one: RegisterRow) -> Change:
    return Change("conflict", f"手続台帳 {one.name}（{one.code}）", REMOVED, STAYS)


def _note_loaded(given: Sequence[RegisterRow], edited: set[str]) -> None:
    """Note that rows stand as the folder says, where that was not known (読み込み済みの記録)."""
    wanted = {one.code: _print(one) for one in given if one.code not in edited}
    rows = RegisterEntry.objects.filter(code__in=wanted)
    found = [one for one in rows if one.loaded != wanted[one.code]]
    for one in found:
        one.loaded = wanted[one.code]
    RegisterEntry.objects.bulk_update(found, ["loaded"])


def _edited(standing: Sequence[RegisterRow], given: Sequence[RegisterRow]) -> Iterable[str]:
    """Yield the rows that were changed in the browser and that the folder would undo."""
    loaded = dict(RegisterEntry.objects.values_list("code", "loaded"))
    wanted = {one.code: _print(one) for one in given}
    for one in standing:
        now = _print(one)
        if now not in {loaded[one.code], wanted.get(one.code)}:
            yield one.code


def _conflicts(
    standing: Sequence[RegisterRow], given: Sequence[RegisterRow], edited: set[str]
) -> list[Change]:
    there = {one.code for one in given}
    return [
        Change(
            "conflict",
            f"手続台帳 {one.name}（{one.code}）",
            IN_BROWSER,
            STAYS if one.code in there else NOT_THERE,
        )
        for one in standing
        if one.code in edited
    ]


def _merged(
    standing: Sequence[RegisterRow], given: Sequence[RegisterRow], kept: set[str]
) -> list[RegisterRow]:
    """Return the folder's rows in their order, those kept in their place, new ones at the end."""
    mine = {one.code: one for one in standing if one.code in kept}
    placed = [mine.pop(one.code, one) for one in given]
    return [*placed, *mine.values()]


def _print(row: RegisterRow) -> str:
    return queries.digest([row])


def dump(folder: Folder) -> None:
    """Write the register and the decisions about seals back; nothing where there is none."""
    if rows := queries.rows():
        folder.write(REGISTER, write_table(list(RegisterRow.model_fields), rows))
    if decided := _decided():
        folder.write(DECISIONS, write_table(list(DecisionRow.model_fields), decided))


Key = tuple[str, object, str, str]


def _key(one: DecisionRow | SealDecision) -> Key:
    return one.code, one.decided_on, str(one.verdict), one.reason


def _with_browsers(given: Sequence[DecisionRow]) -> list[DecisionRow]:
    """Return the folder's decisions, then those made in the browser that it does not have."""
    known = {_key(one) for one in given}
    made = SealDecision.objects.filter(staff__isnull=False).order_by("position")
    return [*given, *(_row(one) for one in made if _key(one) not in known)]


def _write_decisions(decided: Sequence[DecisionRow], at: datetime) -> None:
    who = {_key(one): (one.staff, one.at) for one in SealDecision.objects.all()}
    SealDecision.objects.all().delete()
    made = []
    for place, one in enumerate(decided):
        staff, then = who.get(_key(one), (None, at))
        made.append(SealDecision(position=place, staff=staff, at=then, **one.model_dump()))
    SealDecision.objects.bulk_create(made)


def _row(one: SealDecision) -> DecisionRow:
    values = {name: getattr(one, name) for name in DecisionRow.model_fields}
    return DecisionRow.model_validate(values)


def _decided() -> list[DecisionRow]:
    return [_row(one) for one in SealDecision.objects.order_by("position")]


def _told(decided: Sequence[DecisionRow]) -> dict[str, str]:
    return {
        f"押印の決定 {place}. {one.code}": f"{one.decided_on} {one.verdict} {one.reason}"
        for place, one in enumerate(decided, start=1)
    }
