"""Reads what became of signatures with the card (電子署名の参照)."""

import base64
from typing import Any
from uuid import UUID

from tsunagaru.ground.people.models import CardSignature, SignatureState
from tsunagaru.ground.people.rules.card import jpki


def signature_state(subject: UUID, digest: bytes) -> tuple[SignatureState | None, str]:
    """Return how it stands with the signature over exactly these bytes, and why (署名の状況).

    Of several, one that is verified counts before one that waits, and that before the newest.
    """
    rows = CardSignature.objects.filter(subject=subject, digest=digest.hex()).order_by("-asked_at")
    found = list(rows.values_list("state", "why"))
    for best in (SignatureState.VERIFIED, SignatureState.PENDING):
        if any(state == best for state, _ in found):
            return best, ""
    return (SignatureState(found[0][0]), found[0][1]) if found else (None, "")


def subject_of_signature(signature: UUID) -> UUID | None:
    """Return what a signature is for, such as a draft (署名の対象)."""
    return CardSignature.objects.filter(pk=signature).values_list("subject", flat=True).first()


def signature_evidence(signature: UUID) -> dict[str, Any]:
    """Return what the verification of a signature rested on (検証の記録)."""
    row = CardSignature.objects.get(pk=signature)
    return {"digest": row.digest, "state": row.state, **row.evidence}


def proves(signature: UUID, text: bytes) -> bool:
    """Tell whether a kept signature is over these bytes: checked anew, years later (再検証)."""
    evidence = CardSignature.objects.get(pk=signature).evidence
    key, signed = (base64.b64decode(evidence[name]) for name in ("public_key", "signature"))
    return jpki.is_signed_by(key, signed, text)
