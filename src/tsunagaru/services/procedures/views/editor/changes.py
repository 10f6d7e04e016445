"""What publishing would change (公開前の確認), and publishing itself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.procedures import queries, services
from tsunagaru.services.procedures.queries import Editing
from tsunagaru.services.procedures.rules.trees import pages_of, spots
from tsunagaru.services.procedures.views.editor.attempts import (
    UNUSABLE,
    Attempt,
    attempt,
    revision_in,
)
from tsunagaru.services.procedures.views.editor.opening import EDITORS, on_form, page

UNTOLD = (
    "訳のない文言があります。訳を入れるか、「訳がないまま公開する」にチェックを入れてください。"
)


@open_to(EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_form
def changes(request: PageRequest, found: Editing) -> HttpResponse:
    """Show the differences and what is not translated; on POST publish, or ask for it."""
    if found.draft is None:
        messages.info(request, "下書きはありません。公開中の版のとおりです。")
        return redirect("procedures:form", code=found.code)
    if request.method != "POST":
        return _page(request, found)
    now, revision = clock.now(), revision_in(request)
    if "ask" in request.POST:
        went = attempt(
            lambda: services.ask(found.code, revision=revision, by=request.actor, at=now)
        )
        said = "公開を依頼しました。課長とDX推進部門の「処理待ち」に表示されます。"
    else:
        went, said = _publish(request, found)
    if not went.done:
        return _page(request, found, went)
    messages.success(request, said)
    return redirect("procedures:form", code=found.code)


def _publish(request: PageRequest, found: Editing) -> tuple[Attempt, str]:
    if found.untranslated and "untranslated" not in request.POST:
        return Attempt((UNTOLD,), UNUSABLE), ""
    went = attempt(
        lambda: services.publish_form(
            found.code,
            revision=revision_in(request),
            live=request.POST.get("live", "")[:64],
            by=request.actor,
            at=clock.now(),
        )
    )
    said = (
        "公開しました。これから始まる申請は新しい版になります。始まっている申請は前の版のままです。"
    )
    return went, said


def _page(request: PageRequest, found: Editing, went: Attempt | None = None) -> HttpResponse:
    found = queries.editing(found.code) or found
    pages = [str(one["code"]) for one in pages_of(found.tree)]
    known = {(pages[spot.page], str(spot.field["code"])) for spot in spots(found.tree)}
    context = {
        "why_not": services.why_not(found, request.actor),
        "lines": list(found.lines),
        "differences": found.differences,
        "todo": [
            (one, one.field if (one.page, one.field) in known else "") for one in found.untranslated
        ],
        "asked_by": queries.staff_name(found.draft.asked_by) if found.draft else "",
    }
    return page(request, "changes", found, context, went)
