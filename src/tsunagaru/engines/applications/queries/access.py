"""Who may see a draft or an application (申請の閲覧権)."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tsunagaru.engines.applications.models import Application, Bundle, Draft
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.ground.people import api as people
from tsunagaru.ground.vault.sealing import blinds
from tsunagaru.kernel.access import Actor

CODE_PLACE = "applications_draft.code"


class Access(StrEnum):
    """What somebody may do with a draft (下書きへの権利).

    ``SAVE_ONLY``: the session of a signed-in resident is over, but the same browser still sends
    the page that was being filled in: it is kept, nothing is shown until they sign in again.
    ``PROXY_OVER``: it is another's, and the mandate under which this person began it is over.
    """

    NONE = "none"
    PROXY_OVER = "proxy_over"
    SAVE_ONLY = "save_only"
    FULL = "full"


def access_to(
    row: Draft | Application | Bundle,
    actor: Actor,
    code: str,
    at: datetime,
    *,
    place: str = CODE_PLACE,
) -> Access:
    """Return what an actor, or the browser that holds a resume code, may do.

    Args:
        code: the resume code the browser holds for this draft, or empty.
        place: where the code's index stands.
    """
    knows_code = bool(code) and row.code_index in blinds(code, place=place)
    if row.staff is not None and row.staff == actor.staff:
        return Access.FULL
    if is_theirs(row, actor, at):
        return Access.FULL
    if not knows_code:
        return Access.PROXY_OVER if _was_proxy(row, actor) else Access.NONE
    return Access.FULL if row.resident_id is None else Access.SAVE_ONLY


def is_theirs(row: Draft | Application | Bundle, actor: Actor, at: datetime) -> bool:
    """Tell whether it is the actor's own, or the actor's as a proxy while the mandate lasts."""
    if row.resident_id is None or actor.resident is None:
        return False
    if row.resident_id == actor.resident:
        return True
    if isinstance(row, Bundle):  # several at once are filled in for oneself only
        return False
    return row.proxy == actor.resident and people.may_act_for(
        actor, row.resident_id, form_of(row.version_id).definition.code, at
    )


def _was_proxy(row: Draft | Application | Bundle, actor: Actor) -> bool:
    if isinstance(row, Bundle) or actor.resident is None:
        return False
    return row.proxy == actor.resident


def handles(row: Application, actor: Actor) -> bool:
    """Tell whether an actor works in the section that deals with an application (所管課の職員)."""
    return actor.is_staff and actor.works_in(form_of(row.version_id).definition.section)


def draft_of_code(code: str) -> UUID | None:
    """Return the draft a resume code leads to."""
    found = Draft.objects.filter(code_index__in=blinds(code, place=CODE_PLACE))
    return found.values_list("pk", flat=True).first()
