"""The receipt after handing in (受付の画面)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries.charges import fee_now
from tsunagaru.engines.applications.queries.parts import parts_of
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.queries.visits import visit_of
from tsunagaru.engines.applications.views.answers import frame
from tsunagaru.engines.applications.views.devices import code_in
from tsunagaru.engines.applications.views.opening import on_application
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
@on_application
def done(request: PageRequest, row: Application) -> HttpResponse:
    """Show the receipt number and what happens next."""
    context = frame(
        request,
        procedure=form_of(row.version_id).definition,
        application=reads.view_of(row),
        fee=fee_now(row),
        visit=visit_of(row),
        parts=parts_of(row, clock.now()),
        resume_code=rules.format_code(code_in(request, row.draft_id)),
        rating_url="" if request.actor.is_staff else reads.invitation_to_rate(row).path,
    )
    return render(request, "applications/done.html", context)
