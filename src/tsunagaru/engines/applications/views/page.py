"""One page of filling in (ページの入力): kept on the server, safe to go back to."""

from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.queries.access import Access
from tsunagaru.engines.applications.queries.procedures import CannotFind, form_of
from tsunagaru.engines.applications.services import saving, uploads
from tsunagaru.engines.applications.views.answers import closed, missing, refuse, sign_in_again
from tsunagaru.engines.applications.views.opening import open_draft
from tsunagaru.engines.applications.views.sheet import Raw, household_on, lead_away, show_page
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: PageRequest, draft: UUID, code: str) -> HttpResponse:
    """Show a page as kept; on POST keep it and go on."""
    if request.method != "POST":
        return _open(request, draft, code)
    with transaction.atomic():
        return lead_away(request, _open(request, draft, code))


def _open(request: PageRequest, draft: UUID, code: str) -> HttpResponse:
    opened = open_draft(request, draft, lock=request.method == "POST")
    may_save = opened.access is Access.SAVE_ONLY and request.method == "POST"
    if opened.draft is None or not (may_save or opened.access is Access.FULL):
        return refuse(request, opened.access)
    if opened.draft.state != rules.Ending.OPEN:
        return closed(request, opened.draft)
    try:
        return _answer(request, opened.draft, code, only_save=may_save)
    except CannotFind:
        return missing(request)


def _answer(request: PageRequest, row: Draft, code: str, *, only_save: bool) -> HttpResponse:
    form, today = form_of(row.version_id), clock.day_of(clock.now())
    if code not in questionnaires.visible_pages(form.questionnaire, row.answers, today):
        raise CannotFind(code)
    if request.method != "POST":
        return show_page(request, row, form, code)
    raw = {name: request.POST.getlist(name) for name in request.POST}
    pressed = questionnaires.press(
        form.questionnaire,
        code,
        raw,
        language=request.language,
        today=today,
        household=household_on(form, code, row, today),
    )
    if pressed is not None and not only_save:
        return _stay(request, row, code, pressed)
    return _save(request, row, code, raw, only_save=only_save)


def _stay(
    request: PageRequest, row: Draft, code: str, pressed: questionnaires.Pressed
) -> HttpResponse:
    """Show the page again after a button inside it; what can be read is kept already."""
    raw, errors = pressed.raw, [*pressed.errors]
    if not pressed.looks_up:
        language, at = request.language, clock.now()
        saved = uploads.save_page_with_files(
            row, code, raw, request.FILES, language=language, at=at, stays=True
        )
        raw = {**raw, **saved.kept}
        errors += saved.refused
    form = form_of(row.version_id)
    return show_page(request, row, form, code, raw=raw, errors=errors, note=pressed.note)


def _save(
    request: PageRequest, row: Draft, code: str, raw: Raw, *, only_save: bool
) -> HttpResponse:
    saved = uploads.save_page_with_files(
        row, code, raw, request.FILES, language=request.language, at=clock.now()
    )
    if only_save:
        return sign_in_again(request.path if saved.errors else _after(row, saved))
    if saved.errors and "pause" not in raw:
        shown = {**raw, **saved.kept}
        form = form_of(row.version_id)
        return show_page(request, row, form, code, raw=shown, errors=saved.errors)
    return redirect(_next(row, raw, saved))


def _next(row: Draft, raw: Raw, saved: saving.Saved) -> str:
    if "pause" in raw:
        return reverse("applications:paused", args=[row.pk])
    if raw.get("to") == ["confirm"]:
        return reverse("applications:confirm", args=[row.pk])
    return _after(row, saved)


def _after(row: Draft, saved: saving.Saved) -> str:
    if saved.next_page:
        return reverse("applications:page", args=[row.pk, saved.next_page])
    return reverse("applications:confirm", args=[row.pk])
