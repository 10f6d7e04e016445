"""Voting with the code of a slip (投票券での投票), by anybody who holds one."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.services.hearing.models import IdeaRound
from tsunagaru.services.hearing.rules.rounds import Phase
from tsunagaru.services.hearing.services import supporting
from tsunagaru.services.hearing.views.balloting import NOT_OPEN, answer, chosen_of, page
from tsunagaru.services.hearing.views.flooding import AN_HOUR, TOO_MANY_REQUESTS
from tsunagaru.services.hearing.views.rounds import round_or_404
from tsunagaru.services.hearing.views.showing import CONFLICT

TRIED_ENOUGH = (
    "番号を何度も試したため、しばらく受け付けません。1時間ほどたってから、もう一度お試しください。"
)
CODES_AN_HOUR = 20


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: PageRequest, number: int) -> HttpResponse:
    """Let who holds a slip vote, without signing in; guessing codes is slow."""
    row, at = round_or_404(number), clock.now()
    if row.phase(clock.day_of(at)) is not Phase.VOTING:
        return page(request, row, problem=NOT_OPEN, status=CONFLICT, shut=True, slip=True)
    if request.method != "POST":
        return page(request, row, slip=True)
    if not may_try(f"address {people.address_of(request)}", CODES_AN_HOUR, at):
        return page(request, row, problem=TRIED_ENOUGH, status=TOO_MANY_REQUESTS, slip=True)
    return by_slip(request, row, at, slip=True)


def by_slip(request: PageRequest, row: IdeaRound, at: datetime, **more: Any) -> HttpResponse:  # noqa: ANN401 - of the page
    """Look at a code and a choice, or count them."""
    code = request.POST.get("code", "")[:40]

    def cast() -> None:
        supporting.use_slip(row.pk, code, chosen_of(request), at=at)

    return answer(request, row, cast, lambda: supporting.check_slip(row, code), code=code, **more)


def may_try(who: str, limit: int, at: datetime) -> bool:
    """Count one more try of a code, and tell whether it is taken (試行の制限)."""
    return people.admit(f"hearing.slip|{who}", limit=limit, window=AN_HOUR, at=at)
