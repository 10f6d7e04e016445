"""Voting as a resident who signed in (投票)."""

from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import RESIDENTS, open_to
from tsunagaru.services.hearing.queries import rounds as queries
from tsunagaru.services.hearing.queries.voting import has_voted
from tsunagaru.services.hearing.rules.rounds import Phase
from tsunagaru.services.hearing.services import supporting
from tsunagaru.services.hearing.views.balloting import NOT_OPEN, answer, chosen_of, page
from tsunagaru.services.hearing.views.rounds import round_or_404
from tsunagaru.services.hearing.views.showing import CONFLICT


@open_to(RESIDENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def support(request: PageRequest, number: int) -> HttpResponse:
    """Let a resident vote: choose, look once more, cast."""
    row, at, resident = round_or_404(number), clock.now(), request.actor.resident
    if resident is None:
        raise Http404
    if row.phase(clock.day_of(at)) is not Phase.VOTING:
        return page(request, row, problem=NOT_OPEN, status=CONFLICT, shut=True)
    bar = queries.standing(row, resident, at)
    if bar is not None or has_voted(row, resident):
        status = CONFLICT if request.method == "POST" else 200
        return page(request, row, bar=bar.value if bar else "voted", status=status, shut=True)
    if request.method != "POST":
        return page(request, row)

    def cast() -> None:
        supporting.support(row.pk, resident, chosen_of(request), at=at)

    return answer(request, row, cast)
