"""Filling in several applications together (まとめて申請): page after page, each question once."""

from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Bundle
from tsunagaru.engines.applications.queries import bundles as reads
from tsunagaru.engines.applications.queries.access import Access
from tsunagaru.engines.applications.queries.procedures import CannotFind
from tsunagaru.engines.applications.services import bundles, drafts
from tsunagaru.engines.applications.views.answers import missing, refuse, sign_in_again
from tsunagaru.engines.applications.views.bundle import access_in, address_of, over
from tsunagaru.engines.applications.views.bundle_sheet import part_of, show_stop
from tsunagaru.engines.applications.views.sheet import household_on, lead_away
from tsunagaru.engines.applications.views.situation import Raw, posted
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: PageRequest, bundle: UUID, position: int, code: str) -> HttpResponse:
    """Show a page with what is left to ask on it; on POST keep it and go on."""
    with transaction.atomic():
        row = reads.bundle_row(bundle, lock=request.method == "POST")
        access = access_in(request, row)
        may_save = access is Access.SAVE_ONLY and request.method == "POST"
        if row is None or not (may_save or access is Access.FULL):
            return refuse(request, access)
        try:
            answer = _answer(request, row, (position, code), only_save=may_save)
            return lead_away(request, answer)
        except drafts.CannotContinue:
            return over(request, row)
        except CannotFind:
            return missing(request)


def _answer(
    request: PageRequest, row: Bundle, stop: reads.Stop, *, only_save: bool
) -> HttpResponse:
    if row.state != rules.Ending.OPEN:
        raise drafts.CannotContinue(row.state)
    part = part_of(row, stop)
    if request.method != "POST":
        return show_stop(request, row, stop)
    raw, today = posted(request), clock.day_of(clock.now())
    pressed = questionnaires.press(
        part.form.questionnaire,
        stop[1],
        raw,
        language=request.language,
        today=today,
        household=household_on(part.form, stop[1], part.draft, today),
    )
    if pressed is not None and not only_save:
        return _stay(request, row, stop, pressed)
    return _save(request, row, stop, raw, only_save=only_save)


def _stay(
    request: PageRequest, row: Bundle, stop: reads.Stop, pressed: questionnaires.Pressed
) -> HttpResponse:
    """Show the page again after a button inside it; what can be read is kept already."""
    raw, errors = pressed.raw, [*pressed.errors]
    if not pressed.looks_up:
        language, at = request.language, clock.now()
        kept = bundles.save_stop(
            row, stop, raw, request.FILES, language=language, at=at, stays=True
        ).saved
        raw = {**raw, **kept.kept}
        errors += kept.refused
    return show_stop(request, row, stop, raw=raw, errors=errors, note=pressed.note)


def _save(
    request: PageRequest, row: Bundle, stop: reads.Stop, raw: Raw, *, only_save: bool
) -> HttpResponse:
    done = bundles.save_stop(
        row, stop, raw, request.FILES, language=request.language, at=clock.now()
    )
    if only_save:
        return sign_in_again(request.path)
    if "pause" in raw:
        return redirect("applications:bundle_paused", row.pk)
    if done.saved.errors:
        shown = {**raw, **done.saved.kept}
        return show_stop(request, row, stop, raw=shown, errors=done.saved.errors)
    return redirect(address_of(row, None if raw.get("to") == ["confirm"] else done.following))
