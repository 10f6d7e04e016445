"""Who is at the other end of a bundle, and where it goes on (まとめて申請を開く)."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Bundle
from tsunagaru.engines.applications.queries import bundles as reads
from tsunagaru.engines.applications.queries.access import Access, access_to
from tsunagaru.engines.applications.views.answers import frame, refuse
from tsunagaru.engines.applications.views.devices import code_in
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

View = Callable[[PageRequest, Bundle], HttpResponse]


def access_in(request: PageRequest, row: Bundle | None) -> Access:
    """Return what the person, or the browser that holds the resume code, may do."""
    if row is None:
        return Access.NONE
    code = code_in(request, row.pk)
    return access_to(row, request.actor, code, clock.now(), place=reads.CODE_PLACE)


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
def bundle(request: PageRequest, bundle: UUID) -> HttpResponse:
    """Go on where something is left to answer."""
    row = reads.bundle_row(bundle)
    access = access_in(request, row)
    if row is None or access is not Access.FULL:
        return refuse(request, access)
    if row.state != rules.Ending.OPEN:
        return over(request, row)
    today = clock.day_of(clock.now())
    parts = reads.parts_of(row, reads.drafts_in(row), today)
    saved = {(part.position, page) for part in parts for page in part.draft.saved_pages}
    stop = next((one for one in reads.stops_of(parts, today) if one not in saved), None)
    return redirect(address_of(row, stop))


def address_of(row: Bundle, stop: reads.Stop | None) -> str:
    """Return the address of a page, or of the confirmation when nothing is left."""
    if stop is None:
        return reverse("applications:bundle_confirm", args=[row.pk])
    return reverse("applications:bundle_stop", args=[row.pk, *stop])


def over(request: PageRequest, row: Bundle) -> HttpResponse:
    """Answer for a bundle that takes no more answers: handed in, or given up."""
    if row.state == rules.Ending.SUBMITTED:
        return redirect("applications:bundle_done", row.pk)
    return render(request, "applications/gone.html", frame(request, code=""), status=410)


def on_bundle(view: View) -> Callable[..., HttpResponse]:
    """Hand the view a bundle that may be seen; all others are missing."""

    def opened_view(request: PageRequest, bundle: UUID) -> HttpResponse:
        row = reads.bundle_row(bundle)
        access = access_in(request, row)
        if row is None or access is not Access.FULL:
            return refuse(request, access)
        return view(request, row)

    opened_view.__name__, opened_view.__doc__ = view.__name__, view.__doc__
    return opened_view
