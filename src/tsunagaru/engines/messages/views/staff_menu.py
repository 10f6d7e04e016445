"""LINE's menu, for staff (LINEのメニュー): how it looks, and whether LINE shows it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tsunagaru.engines.messages.gateways.channels import Kind
from tsunagaru.engines.messages.models import LineMenu
from tsunagaru.engines.messages.queries.connecting import contract_for
from tsunagaru.engines.messages.services.menus import drawn, is_shown
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, open_to


@open_to(STAFF)
@require_safe
def staff_menu(request: PageRequest) -> HttpResponse:
    """Show the menu, what its buttons do, and since when LINE shows it."""
    row = LineMenu.objects.filter(pk=1).first()
    context = {
        "row": row,
        "buttons": [one for line in row.content.get("rows", ()) for one in line] if row else [],
        "contract": contract_for(Kind.LINE) is not None,
        "shown": row is not None and is_shown(row),
    }
    return render(request, "messages/staff/menu.html", context)


@open_to(STAFF)
@require_safe
def menu_picture(_request: PageRequest) -> HttpResponse:
    """Send the menu's picture as LINE gets it."""
    row = LineMenu.objects.filter(pk=1).first()
    if row is None or not row.content:
        raise Http404
    return HttpResponse(drawn(row.content, at=clock.now()), content_type="image/png")
