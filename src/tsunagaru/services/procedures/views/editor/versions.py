"""The versions of a form (様式の版): an old one is put in force again by publishing it again."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import api as applications
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.procedures import services
from tsunagaru.services.procedures.queries import Editing
from tsunagaru.services.procedures.views.editor.attempts import attempt
from tsunagaru.services.procedures.views.editor.opening import EDITORS, on_form, page


@open_to(EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_form
def versions(request: PageRequest, found: Editing) -> HttpResponse:
    """List all versions; on POST begin a draft from one of them."""
    went = None
    if request.method == "POST":
        version = _id_in(request)
        went = attempt(
            lambda: services.start(found.code, by=request.actor, at=clock.now(), version=version)
        )
        if went.done:
            messages.success(request, "前の版を下書きにしました。違いを確かめて公開してください。")
            return redirect("procedures:form_changes", code=found.code)
    context = {"versions": applications.versions(found.code)}
    return page(request, "versions", found, context, went)


def _id_in(request: PageRequest) -> UUID:
    try:
        return UUID(request.POST.get("version", "")[:40])
    except ValueError as error:
        raise Http404 from error
