"""Reads of co-signatures (連署の参照)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from tsunagaru.engines.applications.definitions.cosigners import CosignerShape
from tsunagaru.engines.applications.models import Cosignature, Draft
from tsunagaru.engines.applications.queries.procedures import Form, form_of
from tsunagaru.engines.applications.rules import CosignState, Ending
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ui.phrases import Trilingual
from tsunagaru.ground.vault.sealing import blinds
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of

COSIGN_PLACE = "applications_cosignature.code"
UNSIGNED = (CosignState.ASKED, CosignState.REFUSED)
WORDS = {
    CosignState.ASKED: "署名を待っています",
    CosignState.SIGNED: "署名しました",
    CosignState.REFUSED: "署名を断りました",
    "late": "署名の期限が過ぎました",
}
OVER = {
    CosignState.SIGNED: "すでに署名を受け取りました。",
    CosignState.REFUSED: (
        "署名しないとのお返事を受け取っています。"
        "署名するときは、申請した方に新しいリンクをお求めください。"
    ),
    CosignState.VOID: (
        "申請した方が内容を直したか取りやめたため、この依頼では署名できません。"
        "必要なときは、申請した方に新しいリンクをお求めください。"
    ),
}
LATE = "期限の{day}を過ぎたため、署名できません。申請した方に新しいリンクをお求めください。"
MEANS = {"code": "連署コード", "account": "サインインした本人", "counter": "窓口"}


@dataclass(frozen=True)
class CosignView:
    """A co-signature as applicant and clerk see it (連署).

    Args:
        state: ``asked``, ``signed``, ``refused``, or ``late`` when nobody signed in time.
        said: the state in words, a key of the phrases.
    """

    id: UUID
    who: Trilingual
    state: str
    said: str
    name: str
    means: str
    reason: str
    expires_at: datetime
    answered_at: datetime | None


def wanted(form: Form, row: Draft, at: datetime) -> list[CosignerShape]:
    """Return who else signs these answers (必要な連署)."""
    day = day_of(at)
    return [
        one
        for one in form.definition.cosigners
        if questionnaires.fits(form.questionnaire, one.when, row.answers, day)
    ]


def cosignatures_of(draft: UUID, form: Form, at: datetime) -> Sequence[CosignView]:
    """Return the co-signatures in force of a draft or of what it became."""
    rows = Cosignature.objects.filter(draft=draft).exclude(state=CosignState.VOID)
    names = {one.code: one.name.text for one in form.definition.cosigners}
    return [
        CosignView(
            id=row.pk,
            who=names.get(row.role, Trilingual(row.role)),
            state=_state_of(row, at),
            said=WORDS[_state_of(row, at)],
            name=row.name or "",
            means=MEANS.get(row.means, ""),
            reason=row.reason or "",
            expires_at=row.expires_at,
            answered_at=row.answered_at,
        )
        for row in rows
    ]


def _state_of(row: Cosignature, at: datetime) -> str:
    return "late" if row.state == CosignState.ASKED and row.expires_at <= at else row.state


def is_late(row: Draft, at: datetime) -> bool:
    """Tell whether what still waits was not signed, or not handed in, in time (署名の期限切れ)."""
    if row.state != Ending.WAITING:
        return False
    asked = row.cosignatures.exclude(state=CosignState.VOID)
    if asked.filter(state__in=UNSIGNED, expires_at__lte=at).exists():
        return True
    return asked.exists() and not asked.filter(expires_at__gt=at).exists()


def is_refused(row: Draft) -> bool:
    """Tell whether somebody will not sign what still waits (署名を断られた)."""
    waits = row.state == Ending.WAITING
    return waits and row.cosignatures.filter(state=CosignState.REFUSED).exists()


def is_whole(row: Draft) -> bool:
    """Tell whether all have signed what still waits: it could not be handed in (未申請)."""
    if row.state != Ending.WAITING:
        return False
    asked = row.cosignatures.exclude(state=CosignState.VOID)
    return asked.exists() and not asked.exclude(state=CosignState.SIGNED).exists()


def is_signed_in_time(row: Draft, at: datetime) -> bool:
    """Tell whether it can be handed in with the signatures it has (署名がそろっている)."""
    return is_whole(row) and not is_late(row, at)


def was_whole(row: Draft) -> bool:
    """Tell whether all had signed what came back to its applicant since (未申請で期限切れ)."""
    if row.settled_at is None or not came_back(row):
        return False
    asked = list(row.cosignatures.filter(asked_at=row.settled_at))
    return bool(asked) and all(one.name for one in asked)


def late_drafts(at: datetime) -> QuerySet[Draft]:
    """Return what waits although the time to sign is over for somebody, or for all."""
    asked = Cosignature.objects.filter(draft=OuterRef("pk")).exclude(state=CosignState.VOID)
    unsigned = asked.filter(state__in=UNSIGNED, expires_at__lte=at)
    over = Exists(asked) & ~Exists(asked.filter(expires_at__gt=at))
    return Draft.objects.filter(Exists(unsigned) | over, state=Ending.WAITING)


def came_back(row: Draft) -> bool:
    """Tell whether a draft is open again because not all signed in time (署名の期限切れ)."""
    return row.state == Ending.OPEN and row.settled_at is not None


def unsigned_by(actor: Actor, at: datetime) -> Sequence[Draft]:
    """Return what a clerk took that was not signed, or not handed in, in time, oldest first."""
    if actor.staff is None:
        return []
    mine = Draft.objects.filter(staff=actor.staff, settled_at__isnull=False).defer("answers")
    rows = mine.filter(state__in=(Ending.OPEN, Ending.WAITING)).order_by("started_at", "pk")
    return [row for row in rows if came_back(row) or is_late(row, at) or is_whole(row)]


def cosignature_row(cosignature: UUID) -> Cosignature | None:
    """Return what somebody is asked to sign, or None."""
    return Cosignature.objects.select_related("draft").filter(pk=cosignature).first()


def over_of(row: Cosignature, at: datetime) -> str:
    """Return why it can be signed no more, a key of the phrases; empty while it can.

    What nobody signed in time is called back at the end of its day, so void ones are late as well.
    """
    if row.state in {CosignState.ASKED, CosignState.VOID} and row.expires_at <= at:
        return LATE
    return OVER.get(CosignState(row.state), "")


def cosignature_of_code(code: str) -> UUID | None:
    """Return what a code leads to, or None."""
    found = Cosignature.objects.filter(code_index__in=blinds(code, place=COSIGN_PLACE))
    return found.values_list("pk", flat=True).first()


def may_sign(row: Cosignature, actor: Actor, code: str) -> bool:
    """Tell whether an actor, or the browser that holds a code, may see and answer it."""
    section = form_of(row.draft.version_id).definition.section
    if actor.is_staff:
        return actor.works_in(section)
    return bool(code) and row.code_index in blinds(code, place=COSIGN_PLACE)
