"""The register of all procedures (手続台帳), for staff."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, open_to
from tsunagaru.services.procedures import queries


@open_to(STAFF)
@require_http_methods(["GET", "HEAD"])
def register(request: PageRequest) -> HttpResponse:
    """List law, section, seal, fee, standard days, ways and volumes."""
    rows = queries.register(at=clock.now())
    wanted = request.GET.get("section", "")
    shown = [row for row in rows if wanted in ("", row.definition.section)]
    counts = {
        "all": len(rows),
        "online": sum(row.definition.online for row in rows),
        "no_seal": sum(not row.definition.seal.required for row in rows),
    }
    sections = sorted({(row.definition.section, row.section) for row in rows})
    context = {"rows": shown, "counts": counts, "sections": sections, "wanted": wanted}
    return render(request, "procedures/register.html", context)
