"""Reports of a shelter at set times (定時報告の画面)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.shelters.forms.supplies import ReportForm
from tsunagaru.services.shelters.queries import reports as queries
from tsunagaru.services.shelters.queries import sites
from tsunagaru.services.shelters.services import reporting
from tsunagaru.services.shelters.views.staff import CLERKS, opening_for

UNPROCESSABLE, LATEST = 422, 30


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: PageRequest, opening: UUID) -> HttpResponse:
    """Show the reports and which are missing; on POST report."""
    row, at = opening_for(request, opening), clock.now()
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        counted, note = told["counted"], told["note"]
        reporting.report(row.pk, counted=counted, note=note, by=request.actor, at=at)
        messages.success(request, "報告しました。")
        return redirect("shelters:reports", row.pk)
    context = {
        "row": row,
        "view": sites.view(row),
        "form": form,
        "due": queries.wanted(row, at),
        "overdue": queries.overdue(row, at),
        "reports": row.reports.all()[:LATEST],
        "at": at,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "shelters/staff/reports.html", context, status=status)
