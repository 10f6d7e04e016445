"""What was disposed of (廃棄の記録), for auditors too; each page prints as a list."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import Role, open_to, staff_with
from tsunagaru.services.records_office.models import Disposal
from tsunagaru.services.records_office.queries import disposals as reads

READERS = staff_with(Role.HEAD, Role.DX_OFFICE, Role.CIO, Role.AUDITOR)


@open_to(READERS)
@require_safe
def disposals(request: PageRequest) -> HttpResponse:
    """Show all disposals."""
    return render(request, "records_office/staff/disposals.html", {"rows": reads.disposals()})


@open_to(READERS)
@require_safe
def disposal(request: PageRequest, disposal: UUID) -> HttpResponse:
    """Show the cases of a disposal, and whether its record is as it was written."""
    row = _found(disposal)
    context = {
        "row": row,
        "section": reads.section_names().get(row.section, row.section),
        "lines": reads.lines_of(row),
        "holds": reads.is_unchanged(row),
    }
    return render(request, "records_office/staff/disposal.html", context)


@open_to(READERS)
@require_safe
def lines(request: PageRequest, disposal: UUID) -> HttpResponse:  # noqa: ARG001 - a view's signature
    """Hand over the lines; the file's SHA-256 is the record's."""
    row = _found(disposal)
    answer = HttpResponse(row.lines, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="disposal-{row.number}.txt"'
    return answer


def _found(disposal: UUID) -> Disposal:
    row = reads.disposal(disposal)
    if row is None:
        raise Http404
    return row
