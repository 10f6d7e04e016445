"""Letters for those who want paper (手紙の印刷): made once, printed often."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from tsunagaru.engines.messages.queries.on_paper import letters_of
from tsunagaru.engines.messages.services.printing import CannotPrint, make_letters
from tsunagaru.engines.messages.views.staff_broadcast import CONFLICT, UNFIT, show
from tsunagaru.engines.messages.views.staff_compose import CLERKS, draft_for
from tsunagaru.ground.documents.api import CannotRender
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to

NOBODY = "手紙を待っている人はいません。"


@open_to(CLERKS)
@require_POST
def make(request: PageRequest, number: int) -> HttpResponse:
    """Make the letters of those who have none yet."""
    row = draft_for(request, number)
    try:
        make_letters(row.pk, by=request.actor, at=clock.now())
    except CannotPrint:
        return show(request, row, CONFLICT, problem=NOBODY)
    return redirect("messages:staff_broadcast", row.pk)


@open_to(CLERKS)
@require_safe
def letters(request: PageRequest, number: int, batch: int) -> HttpResponse:
    """Hand out a batch as PDF; every time is on record, since it holds names and addresses."""
    row, at = draft_for(request, number), clock.now()
    printing = get_object_or_404(row.printings, number=batch)
    if not printing.count:
        raise Http404
    try:
        content = letters_of(printing, at=at)
    except CannotRender as refusal:
        return show(request, row, UNFIT, problem=refusal.sentence)
    facts = {"letters": printing.count}
    audit(actor=request.actor, action="broadcast.reprinted", subject=row.key, at=at, facts=facts)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="letters-{row.pk}-{batch}.pdf"'
    return answer
