"""Telegrams that a person must look at (保留の電文)."""

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
from tsunagaru.services.emergency.forms import NoteForm, TextForm
from tsunagaru.services.emergency.models import Telegram
from tsunagaru.services.emergency.queries.shapes import drawn_in
from tsunagaru.services.emergency.rules.deciding import WHY_NAMES, Why
from tsunagaru.services.emergency.rules.triggers import Action
from tsunagaru.services.emergency.services import settling
from tsunagaru.services.emergency.views.proposing import CLERKS

GONE = "この電文は、すでに確かめられています。"


@open_to(CLERKS)
@never_cache
@require_safe
def telegram(request: PageRequest, telegram: UUID) -> HttpResponse:
    """Show a telegram, how it was judged, and what can be done."""
    return _show(request, _row(request, telegram), NoteForm(), _texts())


@open_to(CLERKS)
@require_POST
def close(request: PageRequest, telegram: UUID) -> HttpResponse:
    """Note that no alert is needed."""
    row, form = _row(request, telegram), NoteForm(request.POST)
    if not form.is_valid():
        return _show(request, row, form, _texts(), status=422)
    try:
        settling.close(row.pk, form.cleaned_data["note"], by=request.actor, at=clock.now())
    except settling.CannotChange:
        messages.warning(request, GONE)
        return redirect("emergency:telegram", row.pk)
    messages.success(request, "確かめたことを記録しました。")
    return redirect("emergency:listed")


@open_to(CLERKS)
@require_POST
def draft_from(request: PageRequest, telegram: UUID) -> HttpResponse:
    """Make a draft with one of the town's texts."""
    row, form = _row(request, telegram), _texts(request.POST)
    if not form.is_valid():
        return _show(request, row, NoteForm(), form, status=422)
    code = form.cleaned_data["text"]
    try:
        made = settling.draft_from(row.pk, code, by=request.actor, at=clock.now())
    except settling.CannotChange:
        messages.warning(request, GONE)
        return redirect("emergency:telegram", row.pk)
    return redirect("emergency:draft", made)


def _texts(*args: object) -> TextForm:
    found = queries.texts()
    return TextForm(found.texts if found else (), *args)


def _row(request: PageRequest, telegram: UUID) -> Telegram:
    row = queries.telegrams_for(request.actor).filter(pk=telegram).first()
    if row is None:
        raise Http404
    return row


def _show(
    request: PageRequest, row: Telegram, note: NoteForm, texts: TextForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "row": row,
        "why": WHY_NAMES[Why(row.why)],
        "note": note,
        "texts": texts,
        "waits": row.action == Action.HOLD and row.closed_at is None,
        "drafts": row.drafts.order_by("-drafted_at"),
        "drawn": drawn_in(row),
    }
    return render(request, "emergency/staff/telegram.html", context, status=status)
