"""Downloading a file (ダウンロード); one that no virus scan has cleared only knowingly."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from tsunagaru.ground.files import api
from tsunagaru.ground.files.queries import page_of
from tsunagaru.ground.files.queries import thumbnail as thumbnail_of
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import SIGNED_IN, open_to


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(SIGNED_IN)
def download(request: PageRequest, file: UUID) -> HttpResponseBase:
    """Hand out a file; another person's looks like a missing one."""
    confirmed = request.method == "POST" and "confirmed" in request.POST
    try:
        return api.response_for(file, request.actor, at=clock.now(), confirmed=confirmed)
    except api.UnknownFile:
        raise Http404 from None
    except api.CannotOpenUnscanned as unscanned:
        base = "ui/staff_page.html" if request.actor.is_staff else "ui/page.html"
        context = {
            "file": unscanned.file,
            "base": base,
            "asked": request.method == "POST",
            "back": page_of(request.actor, unscanned.file),
        }
        status = 422 if request.method == "POST" else 200
        return render(request, "files/unscanned.html", context, status=status)


@require_safe
@open_to(SIGNED_IN)
def thumbnail(request: PageRequest, file: UUID) -> HttpResponse:
    """Show the small picture of a picture; we drew it ourselves, so any browser may."""
    try:
        found = api.readable(file, request.actor, at=clock.now())
        content = thumbnail_of(found.id)
    except api.UnknownFile:
        raise Http404 from None
    response = HttpResponse(content, content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
