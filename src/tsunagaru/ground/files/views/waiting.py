"""Files that wait for the virus scan, or that it found to be infected (ウイルス検査の状況)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tsunagaru.ground.files import queries
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import Role, open_to, staff_with


@require_safe
@open_to(staff_with(Role.DX_OFFICE))
def waiting(request: PageRequest) -> HttpResponse:
    """Show how the virus scan stands; names of files are not shown here."""
    context = {"state": queries.scan_state(), "infected": queries.infected()}
    return render(request, "files/waiting.html", context)
