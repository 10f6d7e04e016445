"""Deleting a draft (下書きの削除)."""

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.services import drafts, erasure
from tsunagaru.engines.applications.views.answers import closed, frame
from tsunagaru.engines.applications.views.opening import on_open_draft
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@on_open_draft
def discard(request: PageRequest, row: Draft) -> HttpResponse:
    """Ask once more, then delete what was filled in."""
    if request.method == "POST":
        try:
            erasure.discard(row.pk, at=clock.now())
        except drafts.CannotContinue:
            return closed(request, row)
        flash.success(request, say("入力の途中の申請を削除しました。", request.language))
        if request.actor.resident:
            return redirect("applications:mine")
        return redirect("applications:start", form_of(row.version_id).definition.code)
    context = frame(request, draft=reads.draft_view(row))
    return render(request, "applications/discard.html", context)
