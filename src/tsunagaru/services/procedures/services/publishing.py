"""Publishing a form from the browser (様式の公開): at once, seen by a second pair of eyes."""

from datetime import datetime

from django.db import transaction

from tsunagaru.engines.applications import api as applications
from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.services.procedures import queries
from tsunagaru.services.procedures.events import FormPublished
from tsunagaru.services.procedures.models import FormDraft
from tsunagaru.services.procedures.queries.drafts import Editing
from tsunagaru.services.procedures.services.drafts import (
    CannotKeep,
    NoSuchForm,
    Overtaken,
    find,
    with_seal_of,
)

NO_RIGHT = "公開できるのは、所管課の課長とDX推進部門です。「公開を依頼する」を押してください。"
SECOND = "この町では、編集していない人が公開します。ほかの課長かDX推進部門に依頼してください。"
LIVE = "確かめたあとで、公開中の版が変わりました。もう一度、違いを確かめてください。"


class CannotPublish(Exception):
    """The form cannot be published so (公開できません); the message is for the person."""


def why_not(found: Editing, by: Actor) -> str:
    """Return why somebody cannot publish a form, or nothing (公開できない理由)."""
    if not queries.may_publish(by, found.section):
        return NO_RIGHT
    edited = found.draft is not None and str(by.staff) in found.draft.editors
    return SECOND if edited and queries.needs_second() else ""


@transaction.atomic
def publish_form(code: str, *, revision: int, live: str, by: Actor, at: datetime) -> int:
    """Publish the draft (様式を公開する): new applications get it, those begun keep theirs.

    Args:
        revision: the save whose differences were seen.
        live: hash of the version in force they were compared with.

    Returns:
        How many things changed.

    Raises:
        NoSuchForm: there is no draft for this person.
        Overtaken: somebody saved meanwhile.
        CannotPublish: no right, no second person, or another version is in force.
        CannotKeep: what the form refers to is no longer there.

    Publishes:
        FormPublished, ProcedurePublished
    """
    found = find(code, by, lock=True)
    if found.draft is None:
        raise NoSuchForm(code)
    if found.draft.revision != revision:
        raise Overtaken(found)
    if reason := why_not(found, by) or (LIVE if found.live_hash != live else ""):
        raise CannotPublish(reason)
    text = with_seal_of(found, found.draft.text)
    read = applications.read_definition(code, text)
    if read.definition is None:
        raise CannotKeep(read.problems)
    _ = found.differences  # compared with the version that is in force until now
    applications.publish_text(read.definition, text, at=at)
    version = applications.version_in_force(code)
    _close(found.draft, text, at)
    return _tell(found, found.draft, version, by, at)


def _tell(
    found: Editing,
    draft: FormDraft,
    version: applications.VersionView,
    by: Actor,
    at: datetime,
) -> int:
    second = "no" if str(by.staff) in draft.editors else "yes"
    told = FormPublished(
        at=at,
        subject=version.id,
        procedure=found.code,
        section=found.section,
        second=second,
        differences=len(found.differences),
    )
    publish(told)
    facts: dict[str, str | int] = {"version": version.hash[:16], "second": second}
    audit(actor=by, action="form.published", subject=found.code, at=at, facts=facts)
    return len(found.differences)


def _close(draft: FormDraft, text: str, at: datetime) -> None:
    draft.text, draft.state, draft.ended_at = text, "published", at
    draft.save()
