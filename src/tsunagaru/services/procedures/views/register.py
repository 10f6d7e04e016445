"""The register of all procedures (手続台帳), for staff."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, Role, open_to
from tsunagaru.services.procedures import queries
from tsunagaru.services.procedures.views.editor.opening import EDITORS
from tsunagaru.services.procedures.views.filtering import address_of, boxes, wanted_in
from tsunagaru.services.procedures.views.seals import READERS

A_PAGE = 50


@open_to(STAFF)
@require_http_methods(["GET", "HEAD"])
def register(request: PageRequest) -> HttpResponse:
    """List law, section, seal, fee, standard days, ways and volumes."""
    now, wanted = clock.now(), wanted_in(request.GET)
    lines = queries.register(at=now)
    shown = [line for line in lines if wanted.takes(line)]
    counts = {
        "all": len(lines),
        "online": sum(line.online for line in lines),
        "forms": sum(line.definition is not None for line in lines),
        "no_seal": sum(not line.row.seal.is_stamp for line in lines),
    }
    context = {
        "page": Paginator(shown, A_PAGE).get_page(request.GET.get("page")),
        "counts": counts,
        "found": len(shown),
        "wanted": wanted,
        "query": address_of(request.GET),
        "may_edit": request.actor.has(Role.DX_OFFICE, Role.HEAD),
        "may_review": READERS.allows(request.actor),
        "may_edit_forms": EDITORS.allows(request.actor),
        "may_import": request.actor.has(Role.DX_OFFICE),
        **boxes(),
    }
    return render(request, "procedures/staff/register.html", context)
