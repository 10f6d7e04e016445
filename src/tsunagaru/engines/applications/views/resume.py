"""Pausing, and going on with a resume code on another device (中断と再開)."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.queries import access as rights
from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries.access import Access
from tsunagaru.engines.applications.queries.bundles import bundle_of_code
from tsunagaru.engines.applications.queries.cosigning import came_back
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.services import drafts
from tsunagaru.engines.applications.views.answers import PUBLIC_BASE, closed, frame, refuse
from tsunagaru.engines.applications.views.devices import code_in, remember
from tsunagaru.engines.applications.views.opening import on_open_draft, open_draft
from tsunagaru.ground.ui.fields import FieldKind, FieldView
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

EMPTY = "再開コードを入力してください。"
WRONG = "このコードでは続きを開けませんでした。12文字のコードを確かめて、もう一度入力してください。"


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
@on_open_draft
def draft(_request: PageRequest, row: Draft) -> HttpResponse:
    """Go on where the person stopped, or where all is asked for again that was not signed."""
    if came_back(row):
        return redirect("applications:confirm", row.pk)
    return redirect("applications:page", row.pk, reads.first_open_page(row, clock.now()))


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
@on_open_draft
def paused(request: PageRequest, row: Draft) -> HttpResponse:
    """Tell that everything is kept, until when, and how to go on."""
    context = frame(
        request,
        draft=row,
        procedure=form_of(row.version_id).definition,
        resume_code=rules.format_code(code_in(request, row.pk)),
    )
    return render(request, "applications/paused.html", context)


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: PageRequest) -> HttpResponse:
    """Take a resume code and open what it leads to: the draft, or what became of it."""
    typed = request.POST.get("code", "")[:60]
    code = rules.read_code(typed) if request.method == "POST" else None
    bundled = bundle_of_code(code) if code else None
    if bundled is not None and code is not None:
        response = redirect("applications:bundle", bundled)
        remember(request, response, bundled, code)
        return response
    found = rights.draft_of_code(code) if code else None
    row = reads.draft_row(found) if found else None
    if row is None or code is None or row.resident_id is not None:
        wrong = request.method == "POST"
        field = FieldView(
            "code",
            FieldKind.TEXT,
            "再開コード",
            hint="中断したときや受付のときに表示された、12文字のコードです。",
            required=True,
            value=typed,
            error=(WRONG if typed.strip() else EMPTY) if wrong else "",
            max_length=60,
        )
        context = {"base": PUBLIC_BASE, "fields": [field]}
        status = 422 if wrong else 200
        return render(request, "applications/resume.html", context, status=status)
    became = reads.application_of_draft(row.pk)
    response = redirect(
        *(("applications:status", became) if became else ("applications:draft", row.pk))
    )
    remember(request, response, row.pk, code)
    return response


@open_to(ANYONE)
@require_POST
def claim(request: PageRequest, draft: UUID) -> HttpResponse:
    """Put a draft begun without signing in among the resident's own."""
    opened = open_draft(request, draft)
    if opened.draft is None or opened.access is not Access.FULL or not request.actor.resident:
        return refuse(request, opened.access)
    try:
        drafts.claim(draft, request.actor.resident, at=clock.now())
    except drafts.CannotContinue:
        return closed(request, opened.draft)
    return redirect("applications:draft", draft)
