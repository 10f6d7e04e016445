"""One circular, as members of staff see it (回覧の画面): what it says, and how it stands."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.community.forms import ReasonForm
from tsunagaru.services.community.forms.circulars import LANGUAGES
from tsunagaru.services.community.models import Circular
from tsunagaru.services.community.queries import access
from tsunagaru.services.community.queries.copies import print_run
from tsunagaru.services.community.queries.receipts import received
from tsunagaru.services.community.queries.setups import area_of
from tsunagaru.services.community.queries.sheets import sender
from tsunagaru.services.community.rules.states import LIVES, Origin, State
from tsunagaru.services.community.views.acting import CLERKS


@open_to(CLERKS)
@never_cache
@require_safe
def circular(request: PageRequest, circular: UUID) -> HttpResponse:
    """Show a circular with everything that can be done with it now."""
    return show(request, row_for(request, circular), ReasonForm())


def row_for(request: PageRequest, circular: UUID) -> Circular:
    """Return a circular this member of staff may open, or answer that there is none."""
    row = access.readable_by(request.actor, clock.now()).filter(pk=circular).first()
    if row is None:
        raise Http404
    return row


def show(
    request: PageRequest, row: Circular, form: ReasonForm, *, status: int = 200
) -> HttpResponse:
    """Show a circular, with what was typed wrongly."""
    at, by = clock.now(), request.actor
    waits, state = access.pending(row), State(row.state)
    runs = print_run(row) if row.released_at else []
    named = [one for one in (row.made_by, row.approved_by, row.ended_by) if one]
    context = {
        "row": row,
        "words": [(name, row.words.words.get(one)) for one, name in LANGUAGES.items()],
        "editions": list(row.editions.exclude(at=None)),
        "correction": waits if state is State.OUT else None,
        "area": area_of(row.districts),
        "sender": sender(row),
        "allowed": LIVES[Origin(row.origin)].allowed(state),
        "writes": access.writes(by, row, at),
        "may_approve": access.may_approve(by, row, at),
        "may_withdraw": access.may_withdraw(by, row, at),
        "received": received(row) if row.released_at else [],
        "runs": runs,
        "copies": sum(one.copies for one in runs),
        "on_paper": sum(one.households for one in runs),
        "printed": list(row.runs.order_by("at", "pk")),
        "names": people.staff_names(named),
        "form": form,
    }
    return render(request, "community/staff/circular.html", context, status=status)
