"""Giving and taking roles, entering absences (役割の付与と取消、不在の登録)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tsunagaru.ground.people import services
from tsunagaru.ground.people.forms import AbsenceForm
from tsunagaru.ground.people.models import Absence, RoleGrant
from tsunagaru.ground.people.views.staff_sections import (
    TOWN,
    absence_form,
    grant_form,
    show_section,
)
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, Role, open_to, staff_with


@open_to(staff_with(Role.HEAD, Role.DX_OFFICE))
@require_POST
def give(request: PageRequest, code: str) -> HttpResponse:
    """Give a role in a section for a period."""
    form = grant_form(request.actor, code, request.POST)
    if form is None:
        raise Http404
    if not form.is_valid():
        return show_section(request, code, {"grants": form}, status=400)
    found = form.cleaned_data
    grant = services.NewGrant(
        staff=UUID(found["staff"]),
        role=Role(found["role"]),
        section="" if code == TOWN else code,
        from_on=found["from_on"],
        to_on=found["to_on"],
    )
    try:
        services.give_role(grant, by=request.actor, at=clock.now())
    except services.CannotGrant:
        form.add_error("staff", "自分自身には、役割を付与できません。")
        return show_section(request, code, {"grants": form}, status=400)
    messages.success(request, "役割を付与しました。")
    return redirect("people:section", code=code)


@open_to(staff_with(Role.HEAD, Role.DX_OFFICE))
@require_POST
def revoke(request: PageRequest, grant: UUID) -> HttpResponse:
    """Take a role back."""
    try:
        row = RoleGrant.objects.get(pk=grant, revoked_at=None)
        services.revoke_role(grant, by=request.actor, at=clock.now())
    except (RoleGrant.DoesNotExist, services.CannotGrant):
        raise Http404 from None
    messages.success(request, "役割を取り消しました。")
    return redirect("people:section", code=row.section or TOWN)


@open_to(STAFF)
@require_POST
def enter_absence(request: PageRequest, code: str) -> HttpResponse:
    """Enter days on which somebody is away."""
    form = absence_form(request.actor, code, request.POST)
    if form is None:
        raise Http404
    if form.is_valid() and _enter(request, form):
        messages.success(request, "不在を登録しました。")
        return redirect("people:section", code=code)
    return show_section(request, code, {"absences": form}, status=422)


def _enter(request: PageRequest, form: AbsenceForm) -> bool:
    found = form.cleaned_data
    days = (found["from_on"], found["to_on"] or found["from_on"])
    try:
        services.enter_absence(
            UUID(found["staff"]), days=days, why=found["why"], by=request.actor, at=clock.now()
        )
    except services.CannotBeAwayTwice as standing:
        form.add_error("from_on", form.overlap(standing.first, standing.last))
        return False
    return True


@open_to(STAFF)
@require_POST
def cancel_absence(request: PageRequest, absence: UUID) -> HttpResponse:
    """Take an absence back."""
    try:
        code = Absence.objects.select_related("staff").get(pk=absence).staff.section_id
        services.cancel_absence(absence, by=request.actor, at=clock.now())
    except (Absence.DoesNotExist, services.CannotEnterAbsence):
        raise Http404 from None
    messages.success(request, "不在を取り消しました。")
    return redirect("people:section", code=code)
