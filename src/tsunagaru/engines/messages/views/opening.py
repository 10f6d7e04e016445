"""Short links (短縮リンク): count one opening, and lead on to where the message says."""

import re

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tsunagaru.engines.messages.models import Broadcast, Link
from tsunagaru.engines.messages.queries import broadcasts
from tsunagaru.engines.messages.rules.tracking import KINDS, is_program
from tsunagaru.engines.messages.services.opening import note_opening
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

CODE = re.compile("(?P<link>[0-9]{1,3})(?P<letter>[a-z])")


@open_to(ANYONE)
@never_cache
@require_safe
def follow(request: PageRequest, number: int, code: str) -> HttpResponse:
    """Lead to an address that stands in the message, and nowhere else."""
    row, written = broadcasts.sent(number), CODE.fullmatch(code)
    if row is None or written is None or written["letter"] not in KINDS:
        raise Http404
    found = get_object_or_404(Link, broadcast=row, number=int(written["link"]))
    count(request, row, found.number, written["letter"])
    return redirect(found.url)


def count(request: PageRequest, row: Broadcast, number: int, letter: str) -> None:
    """Count an opening by a person; programs that look ahead are none."""
    said = request.headers
    purpose = said.get("Sec-Purpose", "") + said.get("Purpose", "")
    if request.method == "GET" and not is_program(said.get("User-Agent", ""), purpose):
        note_opening(row, number, KINDS[letter], at=clock.now())
