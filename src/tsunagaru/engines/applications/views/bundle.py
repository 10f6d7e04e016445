"""Filling in several applications together (まとめて申請): page after page, each question once."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Bundle
from tsunagaru.engines.applications.queries import bundles as reads
from tsunagaru.engines.applications.queries.access import Access, access_to
from tsunagaru.engines.applications.queries.procedures import CannotFind
from tsunagaru.engines.applications.services import bundles, drafts
from tsunagaru.engines.applications.views.answers import frame, missing, refuse, sign_in_again
from tsunagaru.engines.applications.views.devices import code_in
from tsunagaru.engines.applications.views.guides import Raw, posted
from tsunagaru.engines.applications.views.sheet import household_on, is_part, lead_away
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to


def access_in(request: PageRequest, row: Bundle | None) -> Access:
    """Return what the person, or the browser that holds the resume code, may do."""
    if row is None:
        return Access.NONE
    code = code_in(request, row.pk)
    return access_to(row, request.actor, code, place=reads.CODE_PLACE)


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
def bundle(request: PageRequest, bundle: UUID) -> HttpResponse:
    """Go on where something is left to answer."""
    row = reads.bundle_row(bundle)
    access = access_in(request, row)
    if row is None or access is not Access.FULL:
        return refuse(request, access)
    if row.state != rules.Ending.OPEN:
        return over(request, row)
    today = clock.day_of(clock.now())
    parts = reads.parts_of(row, reads.drafts_in(row), today)
    saved = {(part.position, page) for part in parts for page in part.draft.saved_pages}
    stop = next((one for one in reads.stops_of(parts, today) if one not in saved), None)
    return redirect(address_of(row, stop))


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
    part = _part(row, stop)
    if request.method != "POST":
        return _show(request, row, stop)
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
    return _show(request, row, stop, raw=raw, errors=errors, note=pressed.note)


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
        return _show(request, row, stop, raw=shown, errors=done.saved.errors)
    return redirect(address_of(row, None if raw.get("to") == ["confirm"] else done.following))


def _part(row: Bundle, stop: reads.Stop) -> reads.Part:
    """Return the application a page belongs to.

    Raises:
        CannotFind: the bundle has no such application or page now.
    """
    today = clock.day_of(clock.now())
    parts = reads.parts_of(row, reads.drafts_in(row), today)
    if stop[0] >= len(parts):
        raise CannotFind(str(stop[0]))
    part = parts[stop[0]]
    visible = questionnaires.visible_pages(part.form.questionnaire, part.draft.answers, today)
    if stop[1] not in visible:
        raise CannotFind(stop[1])
    return part


def _show(
    request: PageRequest,
    row: Bundle,
    stop: reads.Stop,
    *,
    raw: Raw | None = None,
    errors: Sequence[questionnaires.FieldProblem] = (),
    note: str = "",
) -> HttpResponse:
    today, part = clock.day_of(clock.now()), _part(row, stop)
    view = questionnaires.page_view(
        part.form.questionnaire,
        stop[1],
        part.draft.answers,
        language=request.language,
        today=today,
        raw=raw,
        errors=errors,
        left_out=part.left_out - {problem.field for problem in errors},
        household=household_on(part.form, stop[1], part.draft, today),
    )
    names = [one.name for one in reads.parts_of(row, reads.drafts_in(row), today)]
    context = frame(
        request,
        bundle=row,
        name=reads.name_of(row),
        part=part,
        page=view,
        note=note,
        steps=[*names, "内容の確認"],
        current=part.position + 1,
        left_out=bool(part.left_out),
        to="confirm" if "confirm" in (request.GET.get("to"), request.POST.get("to")) else "",
        resume_code=rules.format_code(code_in(request, row.pk)),
    )
    template = "applications/fields.html" if is_part(request) else "applications/bundle/page.html"
    status = 422 if errors and not is_part(request) else 200
    return render(request, template, context, status=status)


def address_of(row: Bundle, stop: reads.Stop | None) -> str:
    """Return the address of a page, or of the confirmation when nothing is left."""
    if stop is None:
        return reverse("applications:bundle_confirm", args=[row.pk])
    return reverse("applications:bundle_stop", args=[row.pk, *stop])


def over(request: PageRequest, row: Bundle) -> HttpResponse:
    """Answer for a bundle that takes no more answers: handed in, or given up."""
    if row.state == rules.Ending.SUBMITTED:
        return redirect("applications:bundle_done", row.pk)
    return render(request, "applications/gone.html", frame(request, code=""), status=410)
