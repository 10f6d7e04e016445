"""The third party's pages (第三者の記入): its questions and what it may see, no more."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Contribution
from tsunagaru.engines.applications.queries import parts as reads
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.services import giving
from tsunagaru.engines.applications.views.answers import frame, missing
from tsunagaru.engines.applications.views.drawing import Raw
from tsunagaru.engines.applications.views.part import on_part
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.guarding import let_locate
from tsunagaru.ground.ui.parts import SummaryRow
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def part_page(request: PageRequest, contribution: UUID, code: str) -> HttpResponse:
    """Show a page of the part; on POST keep it and go on."""
    return on_part(request, contribution, lambda row: _page(request, row, code))


def _page(request: PageRequest, row: Contribution, code: str) -> HttpResponse:
    form, today = reads.part_form(row), clock.day_of(clock.now())
    if code not in questionnaires.visible_pages(form, row.answers, today):
        return missing(request)
    if request.method != "POST":
        return _show(request, row, code)
    raw: Raw = {name: request.POST.getlist(name) for name in request.POST}
    pressed = questionnaires.press(form, code, raw, language=request.language, today=today)
    if pressed is not None and pressed.looks_up:
        return _show(request, row, code, pressed.raw, pressed.errors)
    return _save(request, row, code, pressed.raw if pressed else raw, stays=pressed is not None)


def _save(
    request: PageRequest, row: Contribution, code: str, raw: Raw, *, stays: bool
) -> HttpResponse:
    form, language, now = reads.part_form(row), request.language, clock.now()
    filled = giving.save_part(row, code, raw, request.FILES, language=language, at=now)
    if filled.errors or stays:
        return _show(request, row, code, {**raw, **filled.kept}, () if stays else filled.errors)
    pages = questionnaires.visible_pages(form, row.answers, clock.day_of(now))
    if following := rules.next_of(pages, code):
        return redirect("applications:part_page", row.pk, following)
    return redirect("applications:part_confirm", row.pk)


def _show(
    request: PageRequest,
    row: Contribution,
    code: str,
    raw: Raw | None = None,
    errors: Sequence[questionnaires.FieldProblem] = (),
) -> HttpResponse:
    form, today = reads.part_form(row), clock.day_of(clock.now())
    view = questionnaires.page_view(
        form, code, row.answers, language=request.language, today=today, raw=raw, errors=errors
    )
    pages = questionnaires.visible_pages(form, row.answers, today)
    context = _context(request, row, page=view, previous=rules.previous_of(pages, code))
    status = 422 if questionnaires.mistakes(errors) else 200
    response = render(request, "applications/part_page.html", context, status=status)
    return let_locate(response) if view.takes_places else response


def _context(request: PageRequest, row: Contribution, **more: object) -> dict[str, object]:
    definition = form_of(row.application.version_id).definition
    shared = [SummaryRow(*cells) for cells in reads.shared_rows(row, request.language)]
    shape = definition.part(row.part)
    return frame(
        request,
        row=row,
        procedure=definition,
        part=shape,
        shared=shared,
        office=people.office_of(definition.section),
        **more,
    )


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def part_confirm(request: PageRequest, contribution: UUID) -> HttpResponse:
    """Show the part once more; on POST hand it in."""
    return on_part(request, contribution, lambda row: _confirm(request, row))


def _confirm(request: PageRequest, row: Contribution) -> HttpResponse:
    form, language, now = reads.part_form(row), request.language, clock.now()
    problems = questionnaires.problems_of(form, row.answers, clock.day_of(now), language)
    if problems:
        return redirect("applications:part_page", row.pk, problems[0].page)
    sections = [
        (one.title, one.summary)
        for one in questionnaires.review(form, row.answers, language, clock.day_of(now))
    ]
    if request.method == "POST":
        giving.give_part(row.pk, by=request.actor, language=language, at=now)
        # The link opens nothing from now on, so whoever filled it in keeps this page as their copy.
        context = _context(request, row, given=True, sections=sections, given_at=now)
        return render(request, "applications/part_over.html", context)
    pages = questionnaires.visible_pages(form, row.answers, clock.day_of(now))
    context = _context(request, row, sections=sections, previous=pages[-1])
    return render(request, "applications/part_confirm.html", context)
