"""Which findings a member of staff deals with (検出の参照)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from tsunagaru.ground.files import api as files
from tsunagaru.kernel.access import Actor, Role
from tsunagaru.services.security.models import Finding, Statement
from tsunagaru.services.security.queries import statements
from tsunagaru.services.security.queries.stored import CONTENT, FILES, Stored
from tsunagaru.services.security.rules.states import FindingState


def findings(actor: Actor) -> QuerySet[Finding]:
    """Return the findings an actor deals with: those of their section; the DX office all."""
    rows = Finding.objects.order_by("-found_at", "pk")
    if actor.has(Role.DX_OFFICE):
        return rows
    return rows.filter(section__in=actor.sections(Role.HEAD) - {""})


def open_findings(actor: Actor) -> QuerySet[Finding]:
    """Return those nobody has dealt with."""
    return findings(actor).filter(state=FindingState.OPEN)


@dataclass(frozen=True)
class AboutFile:
    """What a found file belongs to, and what was said of it (検出されたファイル)."""

    whose: files.Whose
    statement: Statement | None


def about_file(row: Finding, actor: Actor, at: datetime) -> AboutFile | None:
    """Return what is known of a found file; None where it is none, or gone (検出の説明)."""
    if row.table != FILES or row.column != CONTENT:
        return None
    whose = files.whose(UUID(row.row), actor, at)
    return AboutFile(whose, statements.about_file(whose.sha256)) if whose else None


def words_of(row: Finding) -> str:
    """Return where a finding stands, as people call the table and its column (場所)."""
    if (row.table, row.column) == (FILES, CONTENT):
        return "添付ファイルの中身"
    model = Stored(row.table, ()).model
    title = (model.__doc__ or "").partition("(")[2].partition(")")[0] or model._meta.verbose_name
    column = next(one for one in model._meta.local_concrete_fields if one.name == row.column)
    return f"{title}の「{column.verbose_name}」"
