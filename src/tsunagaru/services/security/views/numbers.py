"""Findings and statements for the person in charge (個人番号の検出と申出)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role, open_to, staff_with
from tsunagaru.services.security.forms import ClearForm, RemoveForm
from tsunagaru.services.security.models import Round, Statement
from tsunagaru.services.security.queries.findings import about_file, findings, words_of
from tsunagaru.services.security.rules.states import (
    CannotBlacken,
    CannotDecideAgain,
    FindingState,
    StatementState,
)
from tsunagaru.services.security.services import deciding

IN_CHARGE = staff_with(Role.HEAD, Role.DX_OFFICE)
NEWEST, UNFIT, CONFLICT = 100, 422, 409
UNCHANGEABLE = "この記録は書き換えられません。情報システム係に相談してください。"


@open_to(IN_CHARGE)
@require_safe
def numbers(request: PageRequest) -> HttpResponse:
    """Show what the scan found, what is contested, and how far the scan came."""
    rows = findings(request.actor)
    office = request.actor.has(Role.DX_OFFICE)
    statements = Statement.objects.all() if office else Statement.objects.none()
    context = {
        "round": Round.objects.order_by("-day").first(),
        "open": [(row, words_of(row)) for row in rows.filter(state=FindingState.OPEN)[:NEWEST]],
        "done": [(row, words_of(row)) for row in rows.exclude(state=FindingState.OPEN)[:NEWEST]],
        "office": office,
        "waiting": statements.filter(state=StatementState.OPEN).order_by("made_at")[:NEWEST],
        "decided": statements.exclude(state=StatementState.OPEN).order_by("-made_at")[:NEWEST],
    }
    return render(request, "security/staff/numbers.html", context)


@open_to(IN_CHARGE)
@require_http_methods(["GET", "POST"])
def finding(request: PageRequest, finding: UUID) -> HttpResponse:
    """Show a finding; blacken it, or say why it is no individual number."""
    row = get_object_or_404(findings(request.actor), pk=finding)
    clears = request.method == "POST" and "clear" in request.POST
    removes = request.method == "POST" and "remove" in request.POST
    form, status, problem = ClearForm(request.POST if clears else None), 200, ""
    sure = RemoveForm(request.POST if removes else None)
    try:
        if clears and form.is_valid():
            reason = form.cleaned_data["reason"]
            deciding.clear(row.pk, reason=reason, by=request.actor, at=clock.now())
        elif removes and (row.kind != "file" or sure.is_valid()):
            deciding.remove(row.pk, by=request.actor, at=clock.now())
        else:
            status = UNFIT if request.method == "POST" else 200
        if request.method == "POST" and status != UNFIT:
            messages.success(request, "対応を記録しました。")
            return redirect("security:numbers")
    except CannotDecideAgain:
        status, problem = CONFLICT, "この検出は、すでに対応が済んでいます。"
        row.refresh_from_db()
    except CannotBlacken:
        status, problem = CONFLICT, UNCHANGEABLE
    context = {"finding": row, "where": words_of(row), "form": form, "problem": problem}
    context |= {"sure": sure, "about": about_file(row, request.actor, clock.now())}
    return render(request, "security/staff/finding.html", context, status=status)
