"""After several applications were handed in, put off or given up (まとめて申請のあと)."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Bundle
from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries import bundles as bundle_reads
from tsunagaru.engines.applications.queries.procedures import procedure
from tsunagaru.engines.applications.services import bundles
from tsunagaru.engines.applications.views.answers import frame
from tsunagaru.engines.applications.views.bundle import on_bundle, over
from tsunagaru.engines.applications.views.devices import code_in
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
@on_bundle
def done(request: PageRequest, row: Bundle) -> HttpResponse:
    """Show all receipt numbers and what happens next with each."""
    if row.state != rules.Ending.SUBMITTED:
        return redirect("applications:bundle", row.pk)
    views = [reads.application(one) for one in bundles.applications_in(row)]
    context = frame(
        request,
        bundle=row,
        name=bundle_reads.name_of(row),
        waiting=bundle_reads.waiting_in(row),
        applications=[(one, procedure(one.procedure).after) for one in views],
        resume_code=rules.format_code(code_in(request, row.pk)),
    )
    return render(request, "applications/bundle/done.html", context)


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
@on_bundle
def paused(request: PageRequest, row: Bundle) -> HttpResponse:
    """Tell that everything is kept, until when, and how to go on."""
    if row.state != rules.Ending.OPEN:
        return over(request, row)
    code = rules.format_code(code_in(request, row.pk))
    context = frame(request, bundle=row, name=bundle_reads.name_of(row), resume_code=code)
    return render(request, "applications/bundle/paused.html", context)


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@on_bundle
def discard(request: PageRequest, row: Bundle) -> HttpResponse:
    """Ask once more, then give everything up."""
    if row.state != rules.Ending.OPEN:
        return over(request, row)
    if request.method == "POST":
        bundles.discard_bundle(row.pk, at=clock.now())
        return redirect("applications:counter" if request.actor.is_staff else "applications:guides")
    context = frame(request, bundle=row, name=bundle_reads.name_of(row))
    return render(request, "applications/bundle/discard.html", context)
