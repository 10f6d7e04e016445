"""Deciding about seals (押印見直しの決定): register, form and public list at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from tsunagaru.engines.applications import api as applications
from tsunagaru.ground.ledger.api import publish
from tsunagaru.kernel.access import Actor
from tsunagaru.services.procedures import queries
from tsunagaru.services.procedures.definitions import RegisterRow
from tsunagaru.services.procedures.events import SealDecided
from tsunagaru.services.procedures.models import RegisterEntry, SealDecision
from tsunagaru.services.procedures.rules.seals import (
    KIND_NAMES,
    Basis,
    CannotDecideSeal,
    Seal,
    SealKind,
    Verdict,
    kind_after,
)


@dataclass(frozen=True)
class Resolution:
    """What is decided about the seals of some procedures (決定の内容)."""

    verdict: Verdict
    reason: str
    decided_on: date
    section: str


@dataclass(frozen=True)
class DecidedSeals:
    """What became of a decision about several procedures (決定の結果).

    Args:
        codes: those decided about.
        left: those left out, each as a sentence with its name and why.
        telling: those decided about whose form still speaks of a seal nobody asks for.
    """

    codes: tuple[str, ...]
    left: tuple[str, ...]
    telling: tuple[str, ...]


@transaction.atomic
def decide_seals(
    codes: Sequence[str], what: Resolution, *, by: Actor, at: datetime
) -> DecidedSeals:
    """Decide about the seals of procedures; what cannot be is left out (押印見直しの決定).

    The form of a procedure asks for no seal from this moment; applications begun before keep the
    version they were begun under.

    Raises:
        CannotDecideSeal: none of them can be decided so; the message names them.

    Publishes:
        SealDecided for each; ProcedurePublished for each form that changes.
    """
    list(RegisterEntry.objects.select_for_update(no_key=True).values_list("code"))
    known = {row.code: (place, row) for place, row in enumerate(queries.rows())}
    done: list[RegisterRow] = []
    left: list[str] = []
    for code in dict.fromkeys(codes):
        try:
            done.append(_decide_one(code, known, what, by=by, at=at))
        except CannotDecideSeal as error:
            left.append(str(error))
    if not done:
        raise CannotDecideSeal("　".join(left))
    gone = [row for row in done if not row.seal.is_stamp and row.form == row.code]
    telling = [row.name for row in gone if queries.still_tells(row.form)]
    return DecidedSeals(tuple(row.code for row in done), tuple(left), tuple(telling))


def _decide_one(
    code: str,
    known: Mapping[str, tuple[int, RegisterRow]],
    what: Resolution,
    *,
    by: Actor,
    at: datetime,
) -> RegisterRow:
    """Decide about one procedure, and return its row as it is then."""
    if code not in known:
        raise CannotDecideSeal(f"手続き「{code}」は台帳にありません。")
    place, row = known[code]
    after = _kind_after(row, what)
    decided = _note(row, after, what, by=by, at=at)
    changed = row.model_copy(update={"seal": after, "seal_basis": _basis_after(row, after)})
    values = changed.model_dump(mode="json", exclude={"code"})
    RegisterEntry.objects.update_or_create(
        code=code, defaults=values, create_defaults={**values, "position": place}
    )
    _change_form(row, after, what, at)
    publish(
        SealDecided(
            at=at,
            subject=decided.pk,
            procedure=code,
            section=row.section,
            verdict=what.verdict,
            before=row.seal,
            after=after,
        )
    )
    return changed


def _kind_after(row: RegisterRow, what: Resolution) -> SealKind:
    earlier = [SealKind(one.row.before) for one in queries.history(row.code)]
    seal = Seal(row.seal, row.seal_basis, frozenset(row.seal_needs.split()))
    try:
        return kind_after(seal, what.verdict, earlier)
    except CannotDecideSeal as error:
        raise CannotDecideSeal(f"「{row.name}」：{error}") from None


def _note(
    row: RegisterRow, after: SealKind, what: Resolution, *, by: Actor, at: datetime
) -> SealDecision:
    last = SealDecision.objects.aggregate(last=Max("position"))["last"]
    return SealDecision.objects.create(
        code=row.code,
        position=0 if last is None else last + 1,
        decided_on=what.decided_on,
        section=what.section,
        staff=by.staff,
        before=row.seal,
        after=after,
        verdict=what.verdict,
        reason=what.reason,
        at=at,
    )


def _basis_after(row: RegisterRow, after: SealKind) -> Basis:
    if not after.is_stamp:
        return Basis.NONE
    return row.seal_basis if row.seal.is_stamp else Basis.PRACTICE


def _change_form(row: RegisterRow, after: SealKind, what: Resolution, at: datetime) -> None:
    if row.form != row.code or row.seal.is_stamp == after.is_stamp:
        return
    told = f"{KIND_NAMES[row.seal]}を求めないこととしました（{what.reason}）"
    basis = f"{KIND_NAMES[after]}を求めます（{what.reason}）" if after.is_stamp else told
    applications.change_seal(
        row.form, required=after.is_stamp, basis=basis, decided_on=what.decided_on, at=at
    )
