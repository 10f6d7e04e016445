"""Downloading a file (ダウンロード)."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from tsunagaru.ground.files import api
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import SIGNED_IN, open_to


@require_safe
@open_to(SIGNED_IN)
def download(request: PageRequest, file: UUID) -> HttpResponseBase:
    """Hand out a file; another person's looks like a missing one."""
    try:
        return api.response_for(file, request.actor, at=clock.now())
    except api.UnknownFile:
        raise Http404 from None
