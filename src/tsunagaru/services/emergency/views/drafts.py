"""Drafts of alerts, as clerks see them (警報の案)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.emergency import queries
from tsunagaru.services.emergency.forms import IssueForm, WordsForm
from tsunagaru.services.emergency.models import Draft
from tsunagaru.services.emergency.queries import alerts
from tsunagaru.services.emergency.queries.shapes import drawn_in
from tsunagaru.services.emergency.rules.states import AlertState, State, Step
from tsunagaru.services.emergency.rules.wording import LANGUAGE_NAMES
from tsunagaru.services.emergency.services import settling
from tsunagaru.services.emergency.views.proposing import CLERKS, propose

GONE = "この案は、すでに処理されたか、新しい情報に置き換わっています。"


@open_to(CLERKS)
@never_cache
@require_safe
def draft(request: PageRequest, draft: UUID) -> HttpResponse:
    """Show one draft with its words."""
    return _show(request, row := _row(request, draft), WordsForm.of(row.words))


@open_to(CLERKS)
@require_POST
def edit(request: PageRequest, draft: UUID) -> HttpResponse:
    """Change the words."""
    row, form = _row(request, draft), WordsForm(request.POST)
    if not form.is_valid():
        return _show(request, row, form, status=422)
    try:
        settling.edit(row.pk, form.words(), by=request.actor, at=clock.now())
    except settling.CannotChange:
        messages.warning(request, GONE)
    else:
        messages.success(request, "文を直しました。まだ、だれにも送っていません。")
    return redirect("emergency:draft", row.pk)


@open_to(CLERKS)
@require_POST
def discard(request: PageRequest, draft: UUID) -> HttpResponse:
    """Decide that nothing is sent."""
    row = _row(request, draft)
    try:
        settling.discard(row.pk, by=request.actor, at=clock.now())
    except settling.CannotChange:
        messages.warning(request, GONE)
        return redirect("emergency:draft", row.pk)
    messages.success(request, "この案は使わないことにしました。")
    return redirect("emergency:listed")


@open_to(CLERKS)
@require_POST
def issue(request: PageRequest, draft: UUID) -> HttpResponse:
    """Ask for a draft to be issued, or issue it alone."""
    row = _row(request, draft)
    form = IssueForm(queries.issuing(), request.POST, ends=not row.level)
    if not form.is_valid():
        return _show(request, row, WordsForm.of(row.words), issuing=form, status=422)
    return propose(request, form, form.proposal(row.words, draft=row.pk))


def _row(request: PageRequest, draft: UUID) -> Draft:
    row = queries.draft_of(request.actor, draft)
    if row is None:
        raise Http404
    return row


def _show(
    request: PageRequest,
    row: Draft,
    form: WordsForm,
    *,
    issuing: IssueForm | None = None,
    status: int = 200,
) -> HttpResponse:
    alert, drawn = alerts.live_in(row.thread), drawn_in(row.telegram)
    chosen = drawn.codes if drawn else ()
    context = {
        "issuing": issuing or IssueForm(queries.issuing(), ends=not row.level, districts=chosen),
        "drawn": drawn,
        "alert": alert if alert and alert.state == AlertState.IN_FORCE else None,
        "asked": row.announcements.exclude(state=Step.DROPPED).first(),
        "ready": queries.issuing() is not None,
        "row": row,
        "form": form,
        "waits": row.state == State.WAITING,
        "texts": [(name, row.words[one]) for one, name in LANGUAGE_NAMES.items()],
        "before": row.replaces.order_by("-settled_at").first(),
    }
    return render(request, "emergency/staff/draft.html", context, status=status)
