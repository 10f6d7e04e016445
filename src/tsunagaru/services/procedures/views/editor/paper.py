"""A notice of the draft as paper (通知書の見本): the PDF that would be issued, and nothing kept."""

from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import api as applications
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.procedures.queries import Editing, trying
from tsunagaru.services.procedures.views.editor.opening import EDITORS, on_form


@open_to(EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD"])
@on_form
def notice(request: PageRequest, found: Editing, outcome: str) -> HttpResponse:  # noqa: ARG001 - all views'
    """Hand over the notice of a decision as PDF, as it would be issued for sample answers."""
    now, form = clock.now(), applications.form_from(found.definition)
    try:
        answers = trying.sample(form, found.tree, now)
        content = applications.sample_notice(form, outcome, answers, at=now)
    except applications.CannotFind as error:
        raise Http404 from error
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{found.code}-{outcome}.pdf"'
    return answer
