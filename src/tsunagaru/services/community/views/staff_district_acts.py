"""Entering who leads a district, and the group of a household (役職と組の登録)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.services.community.forms import GroupForm, TermForm
from tsunagaru.services.community.models import Term
from tsunagaru.services.community.rules.duties import Duty
from tsunagaru.services.community.services import offices
from tsunagaru.services.community.services.households import set_group
from tsunagaru.services.community.views.acting import CLERKS
from tsunagaru.services.community.views.staff_districts import choices, code_of, show

NOBODY = "フリガナと生年月日に合う住民が、ちょうど一人は見つかりませんでした。"


@open_to(CLERKS)
@require_POST
def appoint(request: PageRequest, district: str) -> HttpResponse:
    """Enter who takes an office."""
    code, at = code_of(request, district), clock.now()
    form = TermForm(request.POST, groups=choices(code), day=clock.day_of(at))
    found = _found(request, form) if form.is_valid() else None
    if found is None:
        return show(request, code, term=form, status=422)
    data = form.cleaned_data
    wanted = offices.Appointment(
        district=code,
        duty=Duty(data["duty"]),
        group=data["group"],
        resident=found,
        from_on=data["from_on"],
    )
    offices.appoint(wanted, by=request.actor, at=at)
    messages.success(request, "役職を登録しました。")
    return redirect("community:staff_district", code)


@open_to(CLERKS)
@require_POST
def end(request: PageRequest, term: UUID) -> HttpResponse:
    """End an office today."""
    row = get_object_or_404(Term, pk=term)
    code = code_of(request, row.district)
    offices.end_term(row.pk, by=request.actor, at=clock.now())
    messages.success(request, "役職を終えました。")
    return redirect("community:staff_district", code)


@open_to(CLERKS)
@require_POST
def group(request: PageRequest, district: str) -> HttpResponse:
    """Put a household into a group, by one of its members."""
    code, at = code_of(request, district), clock.now()
    form = GroupForm(request.POST, groups=choices(code))
    found = _found(request, form) if form.is_valid() else None
    home = people.resident(found, day=clock.day_of(at)).household if found else None
    if home is None:
        if found:
            form.add_error("kana", "この方の世帯は登録されていません。")
        return show(request, code, grouping=form, status=422)
    set_group(home, form.cleaned_data["group"], by=request.actor, at=at)
    messages.success(request, "世帯を組に入れました。")
    return redirect("community:staff_district", code)


def _found(request: PageRequest, form: TermForm | GroupForm) -> UUID | None:
    data, at = form.cleaned_data, clock.now()
    found = people.search_residents(
        by=request.actor, at=at, kana=data["kana"], birth_on=data["birth_on"], page="district"
    )
    if len(found) == 1:
        return found[0].id
    form.add_error("kana", NOBODY)
    return None
