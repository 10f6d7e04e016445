"""Export and erasure of one person's applications (開示と消去)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from tsunagaru.engines.applications.models import Application, Bundle, Cosignature, Draft
from tsunagaru.engines.applications.queries.applications import review_of
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.rules import Ending, PartState, format_number
from tsunagaru.engines.applications.services.bundle_ending import erase_bundles_of
from tsunagaru.engines.applications.services.erasure import erase_drafts_of
from tsunagaru.kernel.offers import Erasure

KEPT = "申請は公文書として保存年限まで保存します。"


def export(resident: UUID) -> Any:  # noqa: ANN401 - any JSON
    """Return a resident's drafts and applications with all answers."""
    drafts = Draft.objects.filter(resident=resident, state__in=(Ending.OPEN, Ending.WAITING))
    rows = Application.objects.filter(resident=resident)
    return {
        "bundles": [_exported_bundle(row) for row in Bundle.objects.filter(resident=resident)],
        "drafts": [
            {
                "procedure": form_of(row.version_id).definition.code,
                "saved_at": row.saved_at.isoformat(),
            }
            | {"answers": row.answers}
            for row in drafts
        ],
        "cosigned": [
            {"role": row.role, "name": row.name, "reason": row.reason, "state": row.state}
            for row in Cosignature.objects.filter(resident=resident)
        ],
        "applications": [_exported(row) for row in rows.order_by("submitted_at")],
    }


def _exported(row: Application) -> dict[str, Any]:
    sections = review_of(form_of(row.version_id), row.answers, "ja", row.submitted_at)
    return {
        "number": format_number(row.number),
        "procedure": row.procedure,
        "submitted_at": row.submitted_at.isoformat(),
        "channel": row.channel,
        "outcome": row.outcome,
        "identified_by": row.identified_by,
        "email": row.email,
        "answers": {label: text for section in sections for _, label, text in section.rows},
        "parts": [
            {"part": one.part, "given_at": one.given_at and one.given_at.isoformat()}
            | {"answers": one.answers if one.state == PartState.GIVEN else {}}
            | {"recipient": one.recipient, "email": one.email, "reason": one.reason}
            for one in row.contributions.exclude(state=PartState.REVOKED)
        ],
        "fees": [
            {"yen": one.total_yen, "at": one.at.isoformat()}
            | {"reason": one.reason, "closing": one.closing}
            for one in row.charges.all()
        ],
        "cosignatures": [
            {"role": one.role, "state": one.state, "name": one.name, "means": one.means}
            for one in row.draft.cosignatures.all()
        ],
        "corrections": [
            {"field": one.field, "at": one.at.isoformat(), "before": one.before, "after": one.after}
            for one in row.corrections.all()
        ],
    }


def _exported_bundle(row: Bundle) -> dict[str, Any]:
    return {
        "guide": row.guide,
        "situation": row.situation,
        "signed_at": row.signed_at.isoformat() if row.signed_at else None,
        "signature": row.signature,
    }


def erase(resident: UUID, at: datetime) -> Erasure:
    """Erase drafts; applications are public records and stay."""
    erased = erase_drafts_of(resident, at=at) + erase_bundles_of(resident, at=at)
    kept = Application.objects.filter(resident=resident).count()
    return Erasure(erased=erased, kept=kept, reason=KEPT if kept else "")
