"""The form as people will see it (表示の確認): three languages, two widths, and the counter."""

from typing import Any

from csp.decorators import csp_replace
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ui.language import html_language
from tsunagaru.ground.ui.phrases import EASY, ENGLISH, JAPANESE
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import ANONYMOUS, open_to
from tsunagaru.services.procedures.queries import Editing
from tsunagaru.services.procedures.views.editor.opening import EDITORS, on_form, page
from tsunagaru.services.procedures.views.editor.sheets import OUTCOME, fill, places, workings

SPEECHES = ((JAPANESE, "日本語"), (EASY, "やさしい日本語"), (ENGLISH, "English"))
WIDTHS = ((360, 640), (1280, 720))
FRAMES = {"resident": "ui/page.html", "counter": "ui/staff_page.html"}


@open_to(EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD"])
@on_form
def preview(request: PageRequest, found: Editing) -> HttpResponse:
    """Show one page of the form at both widths, in a language of one's choice."""
    where, speech, frame = _chosen(request, found)
    context: dict[str, Any] = {
        "pages": places(found).items(),
        "speeches": SPEECHES,
        "where": where,
        "speech": speech,
        "as_whom": frame,
        "widths": WIDTHS,
        "workings": workings(found, where),
        "outcome": where.removeprefix(f"{OUTCOME}:") if where.startswith(f"{OUTCOME}:") else "",
    }
    return page(request, "preview", found, context)


@open_to(EDITORS)
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": ["'self'"]})
@never_cache
@require_http_methods(["GET", "HEAD"])
@on_form
def sheet(request: PageRequest, found: Editing) -> HttpResponse:
    """Draw one page of the form as a resident or a clerk sees it; only for the frames above."""
    where, speech, frame = _chosen(request, found)
    request.language = speech
    if frame == "resident":
        request.actor = ANONYMOUS
    context: dict[str, Any] = {"base": FRAMES[frame], "procedure": found.definition}
    with translation.override(html_language(speech)):
        template = fill(context, found, where, speech)
        return render(request, f"procedures/editor/{template}.html", context)


def _chosen(request: PageRequest, found: Editing) -> tuple[str, str, str]:
    """Return page, language and reader asked for in the address."""
    codes = list(places(found))
    where = request.GET.get("page", codes[0])
    speech = request.GET.get("speech", JAPANESE)
    frame = request.GET.get("as", "resident")
    if where not in codes or speech not in dict(SPEECHES) or frame not in FRAMES:
        raise Http404
    return where, speech, frame
