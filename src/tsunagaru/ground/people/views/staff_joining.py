"""Entering a new member of staff (職員の登録)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.people import queries, services
from tsunagaru.ground.people.forms import NewcomerForm
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role, open_to, staff_with


@open_to(staff_with(Role.DX_OFFICE))
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: PageRequest) -> HttpResponse:
    """Enter somebody, and show the first password this once."""
    choices = [(section.code, section.name) for section in queries.sections()]
    form = NewcomerForm(request.POST or None, sections=choices)
    page: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        newcomer = services.Newcomer(**form.cleaned_data)
        password = services.new_password()
        try:
            services.enter_staff(newcomer, password=password, by=request.actor, at=clock.now())
            page |= {"newcomer": newcomer, "password": password}
        except services.CannotEnterStaff as error:
            form.add_error("login", error.sentence)
    return render(request, "people/join.html", page, status=400 if form.errors else 200)
