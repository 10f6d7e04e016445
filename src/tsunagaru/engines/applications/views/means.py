"""By what staff identified the applicant (本人確認), chosen before something is handed in."""

from collections.abc import Sequence
from dataclasses import dataclass

from tsunagaru.engines.applications.definitions import ProcedureDefinition
from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.queries.identifying import DOCUMENTS, LATER
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.rules import Document, Ending, Identity
from tsunagaru.engines.applications.services.signing import CannotIdentify
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.events import Channel

NOT_YET = "まだ確認していない（あとで確認する）"


@dataclass(frozen=True)
class Means:
    """By what a clerk says the applicant was identified (本人確認の選択).

    Args:
        documents: code and name of each that can be chosen.
        chosen: the code of the one chosen before.
        must: whether one must be chosen; then nothing stands for "not looked at".
    """

    documents: tuple[tuple[str, str], ...]
    chosen: str
    must: bool


def means_of(found: Sequence[tuple[Draft, ProcedureDefinition]], posted: str = "") -> Means | None:
    """Return what a clerk chooses from; None where somebody applies online (本人確認の選択肢)."""
    if not found or found[0][0].channel == Channel.ONLINE:
        return None
    must = any(_must_choose(row, definition) for row, definition in found)
    card = any(definition.needs_card for _, definition in found)
    later = ((LATER, NOT_YET),) if must and not card else ()
    return Means((*DOCUMENTS, *later), posted or found[0][0].identified_by, must)


def _must_choose(row: Draft, definition: ProcedureDefinition) -> bool:
    """Tell whether a clerk must say what was shown: who stands at the counter can be asked."""
    if row.state != Ending.OPEN:
        return False
    at_counter = row.channel == Channel.COUNTER and definition.identity is not Identity.NONE
    return at_counter or definition.needs_card


def note_means(request: PageRequest, row: Draft) -> None:
    """Note on a draft by what its applicant was identified, as far as this request shows it.

    Raises:
        CannotIdentify: a clerk at the counter chose nothing where the procedure asks who applies.
    """
    if request.actor.is_staff:
        if row.state != Ending.OPEN:  # it was asked before others were asked to sign
            return
        shown = request.POST.get("document", "")
        definition = form_of(row.version_id).definition
        if shown not in {*Document, LATER} and _must_choose(row, definition):
            raise CannotIdentify(Identity.COUNTER)
        means = shown if shown in set(Document) else ""
    else:
        means = request.actor.means if request.actor.means == Identity.CARD else ""
    if row.identified_by != means:
        row.identified_by = means
        row.save(update_fields=["identified_by"])
