"""Whether an entry is one of the register's households (同じ世帯かの判断): the head's buttons."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.community.models import PaperHome
from tsunagaru.services.community.services import paper_matching
from tsunagaru.services.community.views.acting import TOO_LATE
from tsunagaru.services.community.views.head_forms import need_leader

SAID = {
    "same": "同じ世帯としました。1つに数えます。",
    "other": "別の世帯としました。",
    "undo": "判断を取り消しました。",
}


@open_to(RESIDENTS)
@require_POST
def decide(request: PageRequest, home: UUID) -> HttpResponse:
    """Say that two households are one, or two, or take that back."""
    row, act = get_object_or_404(PaperHome, pk=home), request.POST.get("act", "")
    need_leader(request, row.district)
    if act not in SAID:
        raise Http404
    try:
        which = UUID(request.POST.get("which", ""))
        _do(request, row, act, which)
    except (ValueError, paper_matching.CannotDecide):
        messages.warning(request, say(TOO_LATE, request.language))
    else:
        messages.success(request, say(SAID[act], request.language))
    return redirect("community:paper_homes", row.district)


def _do(request: PageRequest, row: PaperHome, act: str, which: UUID) -> None:
    by, at = request.actor, clock.now()
    if act == "undo":
        paper_matching.undo(which, by=by, at=at)
    else:
        paper_matching.decide(row.pk, which, same=act == "same", by=by, at=at)
