"""The head of a procedure in the editor (手続きの基本情報の編集)."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import api as applications
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import Role, open_to
from tsunagaru.services.procedures import queries
from tsunagaru.services.procedures.forms.head import HeadForm
from tsunagaru.services.procedures.queries import Editing
from tsunagaru.services.procedures.views.editor.attempts import UNUSABLE, Attempt, change
from tsunagaru.services.procedures.views.editor.opening import EDITORS, on_form, page


@open_to(EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_form
def head(request: PageRequest, found: Editing) -> HttpResponse:
    """Edit names, law, section, days and ways."""
    form = HeadForm(
        request.POST if request.method == "POST" else None,
        tree=found.tree,
        sections=_sections(request, found),
        with_seal=found.live is None,
        events=[(one.code, one.name.ja) for one in applications.life_events()],
    )
    went = None
    if request.method == "POST":
        valid = form.is_valid()
        went = change(request, found, form.write) if valid else Attempt(status=UNUSABLE)
        if went.done:
            return redirect("procedures:form", code=found.code)
    return page(request, "head", found, {"form": form}, went)


def _sections(request: PageRequest, found: Editing) -> list[tuple[str, str]]:
    """Return to which sections somebody may give a procedure: what is published, the DX office."""
    if found.live is not None and not request.actor.has(Role.DX_OFFICE):
        return []
    return queries.sections_of(request.actor)
