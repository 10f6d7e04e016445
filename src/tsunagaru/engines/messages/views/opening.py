"""Short links (短縮リンク): count one opening, and lead on to where the message says."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tsunagaru.engines.messages.models import Broadcast, Link
from tsunagaru.engines.messages.queries import broadcasts
from tsunagaru.engines.messages.rules.tracking import Way, is_program, link_of
from tsunagaru.engines.messages.services.opening import note_opening
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to


@open_to(ANYONE)
@never_cache
@require_safe
def follow(request: PageRequest, number: int, code: str) -> HttpResponse:
    """Lead to an address that stands in the message, and nowhere else."""
    row, written = broadcasts.sent(number), link_of(code)
    if row is None or written is None:
        raise Http404
    link, way = written
    found = get_object_or_404(Link, broadcast=row, number=link)
    count(request, row, found.number, way)
    return redirect(found.url)


def count(request: PageRequest, row: Broadcast, number: int, way: Way) -> None:
    """Count an opening by a person; programs that look ahead are none."""
    said = request.headers
    purpose = said.get("Sec-Purpose", "") + said.get("Purpose", "")
    if request.method == "GET" and not is_program(said.get("User-Agent", ""), purpose):
        wording = way.wording if broadcasts.is_compared(row) else 0
        note_opening(row, number, way.kind, at=clock.now(), wording=wording)
