"""One page of filling in (ページの入力): kept on the server, safe to go back to."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries.access import Access
from tsunagaru.engines.applications.queries.procedures import Form, form_of
from tsunagaru.engines.applications.services import drafts, uploads
from tsunagaru.engines.applications.views.opening import (
    closed,
    code_in,
    frame,
    missing,
    open_draft,
    refuse,
    sign_in_again,
)
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: PageRequest, draft: UUID, code: str) -> HttpResponse:
    """Show a page as kept; on POST keep it and go on."""
    opened = open_draft(request, draft)
    row = opened.draft
    if row is None or (opened.access is Access.SAVE_ONLY and request.method != "POST"):
        return refuse(request, opened)
    if row.state != rules.Ending.OPEN:
        return closed(request, row)
    form = form_of(row.version_id)
    today = clock.day_of(clock.now())
    if code not in questionnaires.visible_pages(form.questionnaire, row.answers, today):
        return missing(request)
    if request.method == "POST":
        return _save(request, row, form, code, only_save=opened.access is Access.SAVE_ONLY)
    return _show(request, row, form, code)


def _save(
    request: PageRequest, row: Draft, form: Form, code: str, *, only_save: bool
) -> HttpResponse:
    raw = {name: request.POST.getlist(name) for name in request.POST}
    now = clock.now()
    if not only_save:
        found = questionnaires.look_up(form.questionnaire, code, raw, language=request.language)
        if found is not None:
            return _show(request, row, form, code, raw=found.raw, errors=found.errors)
    try:
        saved = uploads.save_page_with_files(
            row, code, raw, request.FILES, language=request.language, at=now
        )
    except drafts.CannotContinue:
        return redirect(request.path)
    if only_save:
        return sign_in_again(_after(row, saved) if not saved.errors else request.path)
    if "pause" in raw:
        return redirect("applications:paused", row.pk)
    if saved.errors:
        kept = reads.draft_row(row.pk) or row
        return _show(request, kept, form, code, raw=raw, errors=saved.errors)
    if request.POST.get("to") == "confirm":
        return redirect("applications:confirm", row.pk)
    return redirect(_after(row, saved))


def _after(row: Draft, saved: drafts.Saved) -> str:
    if saved.next_page:
        return reverse("applications:page", args=[row.pk, saved.next_page])
    return reverse("applications:confirm", args=[row.pk])


def _show(  # noqa: PLR0913 - request, draft, form, page, and what was posted
    request: PageRequest,
    row: Draft,
    form: Form,
    code: str,
    *,
    raw: dict[str, list[str]] | None = None,
    errors: tuple[questionnaires.FieldProblem, ...] = (),
) -> HttpResponse:
    today = clock.day_of(clock.now())
    view = questionnaires.page_view(
        form.questionnaire,
        code,
        row.answers,
        language=request.language,
        today=today,
        raw=raw,
        errors=errors,
    )
    pages = questionnaires.visible_pages(form.questionnaire, row.answers, today)
    titles = {one.code: one.title for one in form.questionnaire.pages}
    context = frame(
        request,
        procedure=form.definition,
        draft=row,
        page=view,
        steps=[titles[one] for one in pages] + ["内容の確認"],
        current=pages.index(code) + 1,
        previous=rules.previous_of(pages, code),
        to="confirm" if "confirm" in (request.GET.get("to"), request.POST.get("to")) else "",
        resume_code=rules.format_code(code_in(request, row.pk)),
    )
    status = 422 if errors else 200
    return render(request, "applications/page.html", context, status=status)
