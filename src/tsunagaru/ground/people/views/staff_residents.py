"""Finding a resident at the counter or on the telephone (住民検索)."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.people import rules, services
from tsunagaru.ground.people.forms import ContactForm
from tsunagaru.ground.people.models import Resident
from tsunagaru.ground.people.queries import ResidentView
from tsunagaru.ground.people.views.me import contact_changes
from tsunagaru.ground.ui.persons import ResidentSearchForm
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role, open_to, staff_with


@open_to(staff_with(Role.CLERK, Role.HEAD))
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def residents(request: PageRequest) -> HttpResponse:
    """Search by kana and birth date, or by telephone. Posted, so that no name enters a log.

    With ``next`` each result leads there with ``resident=ID``; else to the contact data.
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
        return reverse("people:resident", args=[person.id])
    joint = "&" if "?" in wanted else "?"
    return f"{wanted}{joint}{urlencode({'resident': person.id})}"


@open_to(staff_with(Role.CLERK, Role.HEAD))
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resident(request: PageRequest, resident: UUID) -> HttpResponse:
    """Show a resident's contact data and change it as told; both are audited."""
    at = clock.now()
    try:
        person = services.view_resident(resident, by=request.actor, at=at)
    except Resident.DoesNotExist:
        raise Http404 from None
    known = {**person.address_parts, **vars(person)}
    form = ContactForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        channel = form.cleaned_data["channel"]
        changes = contact_changes(form, person)
        parts = services.change_contact(resident, changes, by=request.actor, channel=channel, at=at)
        messages.success(
            request, "連絡先を変更しました。" if parts else "変わったところはありませんでした。"
        )
        return redirect("people:resident", resident=resident)
    page = {"form": form, "person": person}
    return render(request, "people/resident.html", page, status=400 if form.errors else 200)
