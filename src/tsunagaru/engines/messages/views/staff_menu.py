"""LINE's menus, for staff (LINEのメニュー): how they look, and whether LINE shows them."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tsunagaru.engines.messages.gateways.channels import Kind
from tsunagaru.engines.messages.models import LineMenu
from tsunagaru.engines.messages.queries.connecting import contract_for
from tsunagaru.engines.messages.queries.menu_page import menus_seen
from tsunagaru.engines.messages.rules.menus import LANGUAGES, menu_in
from tsunagaru.engines.messages.services.menus import drawn, is_shown, languages_of
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, open_to


@open_to(STAFF)
@require_safe
def staff_menu(request: PageRequest) -> HttpResponse:
    """Show the menus, what their buttons do, and since when LINE shows them."""
    row = LineMenu.objects.filter(pk=1).first()
    context = {
        "row": row,
        "menus": menus_seen(row, languages_of(row)) if row else [],
        "contract": contract_for(Kind.LINE) is not None,
        "shown": row is not None and is_shown(row),
    }
    return render(request, "messages/staff/menu.html", context)


@open_to(STAFF)
@require_safe
def menu_picture(request: PageRequest) -> HttpResponse:
    """Send a menu's picture as LINE gets it, in one of its languages."""
    row, language = LineMenu.objects.filter(pk=1).first(), request.GET.get("menu", "ja")
    menu = menu_in(row.content, language) if row and language in LANGUAGES else None
    if menu is None:
        raise Http404
    return HttpResponse(drawn(menu, at=clock.now()), content_type="image/png")
