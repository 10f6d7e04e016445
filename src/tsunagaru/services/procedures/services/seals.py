"""Deciding about seals (押印見直しの決定): register, form and public list at once."""

from collections.abc import Sequence
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


@transaction.atomic
def decide_seals(codes: Sequence[str], what: Resolution, *, by: Actor, at: datetime) -> int:
    """Decide about the seals of procedures, all of them or none (押印見直しの決定).

    The form of a procedure asks for no seal from this moment; applications begun before keep the
    version they were begun under.

    Returns:
        How many procedures were decided about.

    Raises:
        CannotDecideSeal: one of them cannot be decided so; the message names it.

    Publishes:
        SealDecided for each; ProcedurePublished for each form that changes.
    """
    list(RegisterEntry.objects.select_for_update(no_key=True).values_list("code"))
    known = {row.code: (place, row) for place, row in enumerate(queries.rows())}
    for code in dict.fromkeys(codes):
        if code not in known:
            raise CannotDecideSeal(f"手続き「{code}」は台帳にありません。")
        _decide_one(*known[code], what, by=by, at=at)
    return len(set(codes))


def _decide_one(place: int, row: RegisterRow, what: Resolution, *, by: Actor, at: datetime) -> None:
    earlier = [SealKind(one.row.before) for one in queries.history(row.code)]
    seal = Seal(row.seal, row.seal_basis, frozenset(row.seal_needs.split()))
    try:
        after = kind_after(seal, what.verdict, earlier)
    except CannotDecideSeal as error:
        raise CannotDecideSeal(f"「{row.name}」：{error}") from None
    basis = _basis_after(row, after)
    last = SealDecision.objects.aggregate(last=Max("position"))["last"]
    decided = SealDecision.objects.create(
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
    changed = row.model_copy(update={"seal": after, "seal_basis": basis})
    values = changed.model_dump(mode="json", exclude={"code"})
    RegisterEntry.objects.update_or_create(
        code=row.code, defaults=values, create_defaults={**values, "position": place}
    )
    _change_form(row, after, what, at)
    publish(
        SealDecided(
            at=at,
            subject=decided.pk,
            procedure=row.code,
            section=row.section,
            verdict=what.verdict,
            before=row.seal,
            after=after,
        )
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
