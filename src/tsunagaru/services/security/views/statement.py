"""Deciding on what is contested (申出への決定): by somebody else than who contested it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications.api import labels_of
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role, open_to, staff_with
from tsunagaru.services.security.forms import DecisionForm
from tsunagaru.services.security.models import Statement
from tsunagaru.services.security.queries.statements import Deciders, deciders_besides, is_own
from tsunagaru.services.security.rules.states import (
    CannotDecideAgain,
    CannotDecideOwn,
    StatementState,
)
from tsunagaru.services.security.services import contesting

OFFICE = staff_with(Role.DX_OFFICE)
FORMS = "applications:"
UNFIT, CONFLICT = 422, 409


@open_to(OFFICE)
@require_http_methods(["GET", "POST"])
def statement(request: PageRequest, statement: UUID) -> HttpResponse:
    """Show a statement; accept or decline it, or read who does so instead."""
    row = get_object_or_404(Statement, pk=statement)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    status = UNFIT if request.method == "POST" else 200
    if form.is_valid():
        said = form.cleaned_data
        yes, why = said["outcome"] == StatementState.ACCEPTED, said["reason"]
        try:
            contesting.decide(row.pk, accepted=yes, reason=why, by=request.actor, at=clock.now())
            messages.success(request, "決定を記録しました。")
            return redirect("security:numbers")
        except (CannotDecideAgain, CannotDecideOwn):
            status = CONFLICT
            row.refresh_from_db()
    context = {
        "statement": row,
        "place": row.where,
        "labels": labels_of(row.field) if row.place.startswith(FORMS) else [],
        "form": form,
        "instead": _instead(request, row),
        "refused": status == CONFLICT,
    }
    return render(request, "security/staff/statement.html", context, status=status)


def _instead(request: PageRequest, row: Statement) -> Deciders | None:
    """Return who decides instead, where it is one's own statement; None where it is not."""
    staff = request.actor.staff
    own = staff is not None and is_own(row, request.actor)
    return deciders_besides(staff, clock.now()) if staff and own else None
