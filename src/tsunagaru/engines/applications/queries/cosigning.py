"""Reads of co-signatures (連署の参照)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tsunagaru.engines.applications.definitions.cosigners import CosignerShape
from tsunagaru.engines.applications.models import Cosignature, Draft
from tsunagaru.engines.applications.queries.procedures import Form, form_of
from tsunagaru.engines.applications.rules import CosignState
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ui.phrases import Trilingual
from tsunagaru.ground.vault.sealing import blinds
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of

COSIGN_PLACE = "applications_cosignature.code"
WORDS = {
    CosignState.ASKED: "署名を待っています",
    CosignState.SIGNED: "署名しました",
    CosignState.REFUSED: "署名を断りました",
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
LATE = "期限（{day}）が過ぎたため、署名できません。申請した方に新しいリンクをお求めください。"
MEANS = {"code": "連署コード", "account": "サインインした本人", "counter": "窓口"}


@dataclass(frozen=True)
class CosignView:
    """A co-signature as applicant and clerk see it (連署)."""

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


def cosignatures_of(draft: UUID, form: Form) -> Sequence[CosignView]:
    """Return the co-signatures in force of a draft or of what it became."""
    rows = Cosignature.objects.filter(draft=draft).exclude(state=CosignState.VOID)
    names = {one.code: one.name.text for one in form.definition.cosigners}
    return [
        CosignView(
            id=row.pk,
            who=names.get(row.role, Trilingual(row.role)),
            state=row.state,
            said=WORDS[CosignState(row.state)],
            name=row.name or "",
            means=MEANS.get(row.means, ""),
            reason=row.reason or "",
            expires_at=row.expires_at,
            answered_at=row.answered_at,
        )
        for row in rows
    ]


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
