"""The form as people will see it (表示の確認): three languages, two widths, and the counter."""

from typing import Any

from csp.decorators import csp_replace
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ui.language import html_language
from tsunagaru.ground.ui.phrases import EASY, ENGLISH, JAPANESE
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANONYMOUS, open_to
from tsunagaru.services.procedures.queries import Editing
from tsunagaru.services.procedures.queries.trying import form_without_conditions
from tsunagaru.services.procedures.rules.trees import label_of, pages_of
from tsunagaru.services.procedures.views.editor.opening import EDITORS, on_form, page

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
        "pages": [(str(one["code"]), label_of(one)) for one in pages_of(found.tree)],
        "speeches": SPEECHES,
        "where": where,
        "speech": speech,
        "as_whom": frame,
        "widths": WIDTHS,
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
    form = form_without_conditions(found.definition)
    today = clock.day_of(clock.now())
    request.language = speech
    if frame == "resident":
        request.actor = ANONYMOUS
    with translation.override(html_language(speech)):
        drawn = questionnaires.page_view(form, where, {}, language=speech, today=today)
        context = {"base": FRAMES[frame], "page": drawn, "procedure": found.definition}
        return render(request, "procedures/editor/sheet.html", context)


def _chosen(request: PageRequest, found: Editing) -> tuple[str, str, str]:
    """Return page, language and reader asked for in the address."""
    codes = [str(one["code"]) for one in pages_of(found.tree)]
    where = request.GET.get("page", codes[0])
    speech = request.GET.get("speech", JAPANESE)
    frame = request.GET.get("as", "resident")
    if where not in codes or speech not in dict(SPEECHES) or frame not in FRAMES:
        raise Http404
    return where, speech, frame
