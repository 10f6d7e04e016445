"""Setting who stands in for a section's head (代理順位)."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.people import queries, services
from tsunagaru.ground.people.forms import DeputiesForm
from tsunagaru.ground.people.models import Section
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role, open_to, staff_with


def people_of(code: str, day: date) -> list[tuple[str, str]]:
    """Return who may be chosen: who works in the section (兼務 included), but not its head."""
    head = queries.head_of(code, day)
    found = [p for p in queries.staff_of(code, day=day) if head is None or p.id != head.id]
    return [(str(p.id), f"{p.name}（{p.section_name}）") for p in found]


@open_to(staff_with(Role.HEAD, Role.DX_OFFICE))
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def deputies(request: PageRequest, code: str) -> HttpResponse:
    """Show and set the order of named deputies."""
    at = clock.now()
    try:
        section = queries.section(code)
    except Section.DoesNotExist:
        raise Http404 from None
    if not services.may_name_deputies(request.actor, code):
        raise Http404
    named = enumerate(queries.deputies_of(code), start=1)
    initial = {f"place{place}": str(id_) for place, id_ in named}
    form = DeputiesForm(
        request.POST or None, people=people_of(code, clock.day_of(at)), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        services.name_deputies(code, form.order(), by=request.actor, at=at)
        messages.success(request, "代理順位を変更しました。")
        return redirect("people:section", code=code)
    titles = Section.objects.values_list("deputies", flat=True).get(pk=code)
    page = {"form": form, "section": section, "titles": titles}
    return render(request, "people/deputies.html", page, status=400 if form.errors else 200)
