"""Helping somebody who lost the device (機器をなくした人への対応)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.people import queries, services
from tsunagaru.ground.people.forms import LostDeviceForm
from tsunagaru.ground.people.models import Account, Resident
from tsunagaru.ground.people.services import factors
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role, open_to, staff_with

DONE = (
    "パスキー・認証アプリ・復旧コードの登録を取り消しました。"
    "次は、パスワードかカードでサインインできます。"
)


@open_to(staff_with(Role.CLERK, Role.HEAD))
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resident_factors(request: PageRequest, resident: UUID) -> HttpResponse:
    """Take a lost device off a resident's account after the identity was checked."""
    try:
        person = services.view_resident(resident, by=request.actor, at=clock.now())
    except Resident.DoesNotExist:
        raise Http404 from None
    return _page(request, resident, person.name)


@open_to(staff_with(Role.DX_OFFICE))
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def staff_factors(request: PageRequest, person: UUID) -> HttpResponse:
    """Take a lost device off a member of staff's account; nobody does that for themselves."""
    account = factors.account_of(person)
    if account is None or account.staff is None or request.actor.staff == person:
        raise Http404
    return _page(request, person, account.staff.name)


def _page(request: PageRequest, person: UUID, name: str) -> HttpResponse:
    account = factors.account_of(person)
    form = LostDeviceForm(request.POST or None)
    if request.method == "POST" and account and form.is_valid():
        paper = form.cleaned_data["paper"]
        factors.remove_all(account, paper=paper, by=request.actor, at=clock.now())
        messages.success(request, DONE)
        return redirect(request.path)
    page = {
        "form": form,
        "name": name,
        "ways": queries.ways_of(account) if account else None,
        "resident": person if account is None or account.resident_id else None,
        "section": _section_of(account),
    }
    status = 400 if form.errors else 200
    return render(request, "people/lost_device.html", page, status=status)


def _section_of(account: Account | None) -> str:
    return account.staff.section_id if account and account.staff else ""
