"""Finding a resident at the counter or on the telephone (住民検索)."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.people import rules, services
from tsunagaru.ground.people.forms import ResidentSearchForm
from tsunagaru.ground.people.queries import ResidentView
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role, open_to, staff_with


@open_to(staff_with(Role.CLERK, Role.HEAD))
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def residents(request: PageRequest) -> HttpResponse:
    """Search by kana and birth date, or by telephone. Posted, so that no name enters a log.

    With ``next`` each result leads there with ``resident=ID``.
    """
    form = ResidentSearchForm(request.POST or None)
    wanted = rules.safe_next(request.POST.get("next", request.GET.get("next", "")))
    page = {"form": form, "next": wanted, "searched": False}
    if request.method == "POST" and form.is_valid():
        found = services.search_residents(by=request.actor, at=clock.now(), **form.cleaned_data)
        page |= {"searched": True, "rows": [(person, _link(person, wanted)) for person in found]}
    status = 400 if form.errors else 200
    return render(request, "people/residents.html", page, status=status)


def _link(person: ResidentView, wanted: str) -> str:
    if not wanted:
        return ""
    joint = "&" if "?" in wanted else "?"
    return f"{wanted}{joint}{urlencode({'resident': person.id})}"
