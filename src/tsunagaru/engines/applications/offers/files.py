"""Who reads the files of applications, and on which page they stand (添付ファイルの閲覧者)."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse

from tsunagaru.engines.applications.queries.access import handles, is_theirs
from tsunagaru.engines.applications.queries.applications import application_row, draft_row
from tsunagaru.engines.applications.queries.parts import part_row
from tsunagaru.engines.applications.rules import format_number
from tsunagaru.kernel.access import Actor


def may_read_draft(actor: Actor, draft: UUID, at: datetime) -> bool:
    """Tell whether an actor may read the files of a draft."""
    row = draft_row(draft)
    if row is None:
        return False
    return is_theirs(row, actor, at) or (row.staff is not None and row.staff == actor.staff)


def may_read_application(actor: Actor, application: UUID, at: datetime) -> bool:
    """Tell whether an actor may read the files of an application."""
    row = application_row(application)
    if row is None:
        return False
    return is_theirs(row, actor, at) or handles(row, actor)


def may_read_part(actor: Actor, contribution: UUID, _at: datetime) -> bool:
    """Tell whether an actor may read the files of a third party's part: the section in charge."""
    row = part_row(contribution)
    return row is not None and handles(row.application, actor)


def page_of_draft(_actor: Actor, draft: UUID) -> str:
    """Return where what is filled in goes on, with its files."""
    return reverse("applications:draft", args=[draft])


def page_of_application(actor: Actor, application: UUID) -> str:
    """Return the page of the case for staff, and that of the application for its applicant."""
    row = application_row(application)
    if row is not None and actor.is_staff:
        return reverse("cases:case", args=[row.case])
    return reverse("applications:status", args=[application])


def page_of_part(actor: Actor, contribution: UUID) -> str:
    """Return the page of the case to which a third party's part belongs."""
    row = part_row(contribution)
    return "" if row is None else page_of_application(actor, row.application_id)


def number_of_application(application: UUID) -> str:
    """Return the receipt number by which the section in charge finds an application (受付番号)."""
    row = application_row(application)
    return "" if row is None else format_number(row.number)


def number_of_part(contribution: UUID) -> str:
    """Return the receipt number of the application to which a third party's part belongs."""
    row = part_row(contribution)
    return "" if row is None else format_number(row.application.number)
