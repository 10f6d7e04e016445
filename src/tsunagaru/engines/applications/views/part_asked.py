"""The link a third party gets, shown to the browser that had it made (依頼のリンクの画面).

The code stands in no address and in no table: the session knows which request was made here, and
from that the code is worked out again, as long as the request is open.
"""

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries.parts import code_of, may_ask, parts_of, path_of
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.rules import PartState
from tsunagaru.engines.applications.views.answers import frame, missing
from tsunagaru.engines.applications.views.opening import on_application
from tsunagaru.ground.ui.codes import qr_svg
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

MADE, MOST = "applications.parts_asked", 20


def remember(request: PageRequest, asked: UUID | None) -> None:
    """Let this browser see a link again that it just had made; of many, the newest."""
    made = [one for one in request.session.get(MADE, []) if one != str(asked)]
    request.session[MADE] = [*made, str(asked)][-MOST:]


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
@on_application
def part_asked(request: PageRequest, row: Application, part: str) -> HttpResponse:
    """Show the link that was made here, while it opens the part; otherwise how things stand."""
    shape = form_of(row.version_id).definition.part(part)
    if shape is None or not may_ask(shape, row, request.actor):
        return missing(request)
    if row.ended_at is not None:
        return redirect("applications:status", row.pk)
    asked = next((one for one in parts_of(row, clock.now()) if one.code == part), None)
    here = asked is not None and str(asked.id) in request.session.get(MADE, [])
    if asked is None or asked.id is None or not here or asked.state != PartState.ASKED:
        return redirect("applications:status", row.pk)
    origin = settings.TSUNAGARU_URL or f"{request.scheme}://{request.get_host()}"
    code = code_of(asked.id)
    link = origin.rstrip("/") + path_of(code)
    context = frame(
        request,
        application=reads.view_of(row),
        part=shape,
        asked=asked,
        code=rules.format_code(code),
        link=link,
        qr=qr_svg(link),
    )
    return render(request, "applications/part_asked.html", context)
