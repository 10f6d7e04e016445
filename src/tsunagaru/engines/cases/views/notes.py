"""Notes on a case (メモ): for colleagues; the applicant never sees them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tsunagaru.engines.cases import services
from tsunagaru.engines.cases.forms import NoteForm
from tsunagaru.engines.cases.rules import CannotChangeDisposed
from tsunagaru.engines.cases.views.acts import CONFLICT, TOO_LATE, UNFIT
from tsunagaru.engines.cases.views.case import case_for, show
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, open_to


@open_to(STAFF)
@require_POST
def note(request: PageRequest, case_id: UUID) -> HttpResponse:
    """Leave a note for colleagues."""
    row, form = case_for(request, case_id), NoteForm(request.POST)
    if not form.is_valid():
        return show(request, row, status=UNFIT, note_form=form)
    try:
        services.add_note(row.pk, text=form.cleaned_data["text"], by=request.actor, at=clock.now())
    except CannotChangeDisposed:
        return show(request, row, status=CONFLICT, problem=TOO_LATE)
    return redirect("cases:case", row.pk)
