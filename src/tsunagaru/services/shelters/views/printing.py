"""The list on paper (引継ぎ名簿の印刷)."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.shelters.services.printing import handover_list
from tsunagaru.services.shelters.views.staff import CLERKS, opening_for


@open_to(CLERKS)
@never_cache
@require_safe
def handover(request: PageRequest, opening: UUID) -> HttpResponse:
    """Return the handover list as PDF."""
    row = opening_for(request, opening)
    answer = HttpResponse(
        handover_list(row, by=request.actor, at=clock.now()), content_type="application/pdf"
    )
    answer["Content-Disposition"] = 'inline; filename="shelter-list.pdf"'
    return answer
