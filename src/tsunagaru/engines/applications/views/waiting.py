"""Waiting for co-signatures (連署待ち): the applicant's side."""

from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.queries import bundles
from tsunagaru.engines.applications.queries import cosigning as known
from tsunagaru.engines.applications.queries.access import Access
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.rules import CosignState, Ending
from tsunagaru.engines.applications.services import cosigning
from tsunagaru.engines.applications.views.answers import closed, frame, refuse
from tsunagaru.engines.applications.views.opening import open_draft
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def waiting(request: PageRequest, draft: UUID) -> HttpResponse:
    """Show who has signed; on POST make a new code, or take the application back to change it."""
    with transaction.atomic():
        opened = open_draft(request, draft, lock=request.method == "POST")
        if opened.draft is None or opened.access is not Access.FULL:
            return refuse(request, opened.access)
        return _waiting(request, opened.draft)


def _waiting(request: PageRequest, row: Draft) -> HttpResponse:
    if request.method == "POST" and {"change", "give_up"} & set(request.POST):
        _take_back(row)
    if row.state == Ending.OPEN:
        given_up = request.method == "POST" and "give_up" in request.POST
        return redirect(f"applications:{'discard' if given_up else 'confirm'}", row.pk)
    together = bundles.handed_in_with(row.pk)
    if row.state == Ending.SUBMITTED and together is not None:
        return redirect("applications:bundle_done", together.pk)
    if row.state != Ending.WAITING:
        return closed(request, row)
    return show_waiting(request, row, _again(request, row))


def _take_back(row: Draft) -> None:
    """Let it be changed or given up; after its time is over, it still says so."""
    now = clock.now()
    why = cosigning.EXPIRED if known.is_late(row, now) else cosigning.CHANGED
    cosigning.reopen(row.pk, at=now, outcome=why)
    row.refresh_from_db(fields=["state"])


def _again(request: PageRequest, row: Draft) -> cosigning.Codes:
    """Make a new code for whom the button stands, if they may still be asked."""
    asked = row.cosignatures.filter(state=CosignState.ASKED, expires_at__gt=clock.now())
    wanted = request.POST.get("again", "") if request.method == "POST" else ""
    return {
        one.pk: cosigning.ask_again(one.pk, at=clock.now())
        for one in asked
        if str(one.pk) == wanted
    }


def show_waiting(
    request: PageRequest,
    row: Draft,
    codes: cosigning.Codes,
    *,
    stopped: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show who has signed, codes that were just made, once, and what stops the hand-in."""
    form, now = form_of(row.version_id), clock.now()
    context = frame(
        request,
        draft=row,
        late=known.is_late(row, now),
        whole=known.is_whole(row),
        refused=known.is_refused(row),
        stopped=stopped,
        procedure=form.definition,
        address=request.build_absolute_uri(reverse("applications:part")),
        people=[
            (one, rules.format_code(codes.get(one.id, "")))
            for one in known.cosignatures_of(row.pk, form, now)
        ],
    )
    return render(request, "applications/cosign_waiting.html", context, status=status)
