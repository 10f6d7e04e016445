"""The form as YAML (YAMLの編集): for experts, and as a file down and up."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import api as applications
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.kernel.folder import Problem
from tsunagaru.services.procedures import services
from tsunagaru.services.procedures.forms.text import TextForm
from tsunagaru.services.procedures.queries import Editing
from tsunagaru.services.procedures.views.editor.attempts import (
    CONFLICT,
    UNUSABLE,
    Attempt,
    overtaken,
    revision_in,
)
from tsunagaru.services.procedures.views.editor.opening import EDITORS, on_form, page

MOST_PROBLEMS = 50


@open_to(EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_form
def text(request: PageRequest, found: Editing) -> HttpResponse:
    """Show the YAML; on POST keep what was typed or uploaded, if it can be loaded."""
    if request.method != "POST":
        return _page(request, found, TextForm(initial={"text": found.text}))
    form = TextForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, form, Attempt(status=UNUSABLE))
    typed, way = form.typed()
    went, problems = _save(request, found, typed, way)
    if went.done:
        return redirect("procedures:form", code=found.code)
    shown = TextForm(initial={"text": typed})
    return _page(request, found, shown, went, problems)


def _save(
    request: PageRequest, found: Editing, typed: str, way: str
) -> tuple[Attempt, tuple[Problem, ...]]:
    now, revision = clock.now(), revision_in(request)
    try:
        services.save_text(found.code, typed, revision=revision, way=way, by=request.actor, at=now)
    except services.CannotKeep as error:
        count = len(error.problems)
        said = f"{count}か所を直してください。下書きは変わっていません。"
        return Attempt((said,), UNUSABLE), error.problems[:MOST_PROBLEMS]
    except services.Overtaken as error:
        return Attempt((overtaken(error.editing),), CONFLICT), ()
    return Attempt(), ()


def _page(
    request: PageRequest,
    found: Editing,
    form: TextForm,
    went: Attempt | None = None,
    problems: tuple[Problem, ...] = (),
) -> HttpResponse:
    context = {"form": form, "problems": problems, "lines": list(found.lines)}
    return page(request, "text", found, context, went)


@open_to(EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD"])
@on_form
def file(request: PageRequest, found: Editing) -> HttpResponse:
    """Hand over the draft, or a published version, as the file of the town folder."""
    written = found.text
    if wanted := request.GET.get("version"):
        written = _version(found.code, wanted)
    answer = HttpResponse(written, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.code}.yaml"'
    return answer


def _version(code: str, wanted: str) -> str:
    try:
        version = UUID(wanted)
    except ValueError as error:
        raise Http404 from error
    for one in applications.versions(code):
        if one.id == version:
            return one.text
    raise Http404
