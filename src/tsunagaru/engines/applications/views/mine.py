"""My applications (申請の一覧と状況): list, status, correction, withdrawal."""

from collections.abc import Mapping, Sequence

from django.contrib import messages as flash
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries.bundles import bundles_of
from tsunagaru.engines.applications.queries.procedures import CannotFind
from tsunagaru.engines.applications.queries.standing import (
    correction_of,
    lines_of,
)
from tsunagaru.engines.applications.services import changes, corrections
from tsunagaru.engines.applications.views.answers import frame, missing
from tsunagaru.engines.applications.views.opening import on_application
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ui.guarding import let_locate
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, RESIDENTS, open_to

CORRECTED = "補正を受け付けました。ありがとうございました。"
UNASKED = (
    "いま送った内容は、使われていません。補正は、先に受け付けたか、必要がなくなりました。"
    "申請の状況をお確かめください。"
)


@open_to(RESIDENTS)
@require_http_methods(["GET", "HEAD"])
def mine(request: PageRequest) -> HttpResponse:
    """List a resident's drafts and applications."""
    resident = request.actor.resident
    if resident is None:
        raise Http404
    context: dict[str, object] = {
        "drafts": reads.drafts_of(resident),
        "bundles": bundles_of(resident),
        "lines": lines_of(resident),
    }
    context["proxied_drafts"], context["proxied"] = reads.proxied_by(request.actor, clock.now())
    return render(request, "applications/mine.html", context)


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@on_application
def correct(request: PageRequest, row: Application) -> HttpResponse:
    """Answer a request for correction: the one field that was asked for."""
    asked = correction_of(row)
    if asked is None:
        if request.method == "POST":
            flash.error(request, say(UNASKED, request.language))
        return redirect("applications:status", row.pk)
    raw: Mapping[str, list[str]] | None = None
    errors: Sequence[questionnaires.FieldProblem] = ()
    if request.method == "POST":
        raw = {name: request.POST.getlist(name) for name in request.POST}
        pressed = corrections.press(row, asked, raw, language=request.language)
        raw, errors = (pressed.raw, pressed.errors) if pressed else (raw, ())
        if pressed is None:
            errors = _corrected(request, row, raw)
            if not errors:
                return redirect("applications:status", row.pk)
    page = corrections.page_asked(row, asked, request.language, raw, errors)
    context = frame(request, application=reads.view_of(row), asked=asked, page=page)
    status = 422 if questionnaires.mistakes(errors) else 200
    response = render(request, "applications/correct.html", context, status=status)
    return let_locate(response) if page.takes_places else response


def _corrected(
    request: PageRequest, row: Application, raw: Mapping[str, list[str]]
) -> Sequence[questionnaires.FieldProblem]:
    try:
        errors = corrections.correct_with_files(
            row, raw, request.FILES, by=request.actor, language=request.language, at=clock.now()
        )
    except (CannotFind, cases.CannotMove):  # answered or closed meanwhile, on another device
        flash.error(request, say(UNASKED, request.language))
        return ()
    if not errors:
        flash.success(request, say(CORRECTED, request.language))
    return errors


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@on_application
def withdraw(request: PageRequest, row: Application) -> HttpResponse:
    """Ask once more, then take the application back; staff do it on the case, with a reason."""
    if request.actor.is_staff:
        return missing(request)
    if request.method == "POST":
        try:
            changes.withdraw(row.pk, by=request.actor, at=clock.now())
            flash.success(request, say("申請を取り下げました。", request.language))
        except cases.CannotMove:
            sentence = "この申請は、すでに決定または取下げが済んでいるため、取り下げられません。"
            flash.error(request, say(sentence, request.language))
        return redirect("applications:status", row.pk)
    context = frame(request, application=reads.view_of(row))
    return render(request, "applications/withdraw.html", context)
