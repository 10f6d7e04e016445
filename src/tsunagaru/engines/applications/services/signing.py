"""Signing an application with the card (電子署名): exactly what is handed in, and nothing else."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Draft, ProcedureVersion
from tsunagaru.engines.applications.queries.procedures import Form, form_of
from tsunagaru.engines.applications.rules import Identity
from tsunagaru.engines.applications.services.uploads import files_in
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.files import api as files
from tsunagaru.ground.people import api as people
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.events import REMOTE, Channel


class CannotIdentify(Exception):
    """It is not sure enough who applies (本人確認が足りません).

    Args:
        needs: ``account``, ``card``, ``card_signature``, or ``counter`` for a paper that a clerk
            looks at.
    """

    def __init__(self, needs: Identity) -> None:
        super().__init__(needs.value)
        self.needs = needs


@dataclass(frozen=True)
class Identified:
    """How the applicant of a draft was identified (本人確認の結果).

    Args:
        auth: code for the event.
        means: what was used or shown, as a code; empty when nothing was.
        signed: the bytes that were signed, and ``signature`` their signature.
    """

    auth: str
    means: str = ""
    signature: UUID | None = None
    signed: bytes = b""


def text_of(row: Draft, form: Form, at: datetime) -> bytes:
    """Return the bytes of a draft as it would be handed in now (署名の対象)."""
    answers = questionnaires.finished_answers(form.questionnaire, row.answers, day_of(at))
    version = ProcedureVersion.objects.values_list("hash", flat=True).get(pk=row.version_id)
    hashes = files.hashes(files_in(form, answers))
    return rules.signed_bytes(version, answers, {str(id_): text for id_, text in hashes.items()})


def digest_of(row: Draft, at: datetime) -> bytes:
    """Return the SHA-256 of a draft as it would be handed in now."""
    return hashlib.sha256(text_of(row, form_of(row.version_id), at)).digest()


def standing(row: Draft, at: datetime) -> tuple[people.SignatureState | None, str]:
    """Return how it stands with the signature over a draft as it is now, and why."""
    return people.signature_state(row.pk, digest_of(row, at))


def identify(row: Draft, form: Form, at: datetime) -> Identified:
    """Return how the applicant is identified; a signature is used up by it (本人確認).

    Raises:
        CannotIdentify: the procedure asks for more than what was used or shown.
    """
    if row.channel == Channel.ONLINE:
        return _identify_online(row, form, at)
    definition = form.definition
    if row.channel == Channel.API and definition.asks_who:
        raise CannotIdentify(definition.identity)
    by_hand = row.channel not in REMOTE
    if by_hand and definition.needs_card and not row.identified_by:
        raise CannotIdentify(Identity.COUNTER)
    return Identified(row.channel, row.identified_by)


def _identify_online(row: Draft, form: Form, at: datetime) -> Identified:
    definition = form.definition
    if definition.may_be_signed:
        text = text_of(row, form, at)
        used = people.use_signature(row.pk, hashlib.sha256(text).digest(), at=at)
        if used is not None:
            return Identified(Identity.CARD_SIGNATURE, Identity.CARD_SIGNATURE, used, text)
    if definition.must_be_signed:
        raise CannotIdentify(Identity.CARD_SIGNATURE)
    if row.identified_by == Identity.CARD:
        return Identified(Identity.CARD, Identity.CARD)
    if definition.needs_card:
        raise CannotIdentify(Identity.CARD)
    return Identified(Identity.ACCOUNT if row.resident_id else Identity.NONE)
