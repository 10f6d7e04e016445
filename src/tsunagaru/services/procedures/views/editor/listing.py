"""The list of forms one may edit (様式の一覧)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import open_to
from tsunagaru.services.procedures import queries
from tsunagaru.services.procedures.views.editor.opening import EDITORS


@open_to(EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD"])
def forms(request: PageRequest) -> HttpResponse:
    """List the forms with their version in force, draft and last change."""
    context = {"lines": queries.forms_for(request.actor), "second": queries.needs_second()}
    return render(request, "procedures/editor/forms.html", context)
