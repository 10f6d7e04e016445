"""Which findings a member of staff deals with (検出の参照)."""

from django.db.models import QuerySet

from tsunagaru.kernel.access import Actor, Role
from tsunagaru.services.security.models import Finding
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


def words_of(row: Finding) -> str:
    """Return where a finding stands, as people call the table and its column (場所)."""
    if (row.table, row.column) == (FILES, CONTENT):
        return "添付ファイルの中身"
    model = Stored(row.table, ()).model
    title = (model.__doc__ or "").partition("(")[2].partition(")")[0] or model._meta.verbose_name
    column = next(one for one in model._meta.local_concrete_fields if one.name == row.column)
    return f"{title}の「{column.verbose_name}」"
