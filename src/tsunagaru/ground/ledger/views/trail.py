"""The audit trail for auditors (監査記録)."""

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ledger.forms import TrailForm
from tsunagaru.ground.ledger.models import AuditRow
from tsunagaru.ground.ledger.queries.trail import audit_rows, names_of
from tsunagaru.ground.ledger.services.auditing import audit
from tsunagaru.ground.ledger.views.requests import StaffRequest
from tsunagaru.kernel.access import Role, open_to, staff_with
from tsunagaru.kernel.clock import now

ROWS_A_PAGE = 100
STAFF = "staff:"


@open_to(staff_with(Role.AUDITOR, Role.CIO))
@require_http_methods(["GET", "HEAD"])
def trail(request: StaffRequest) -> HttpResponse:
    """Show who read or wrote what, newest first; looking is itself recorded."""
    form = TrailForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    subject = str(wanted.get("subject") or "")
    audit(actor=request.actor, action="audit.viewed", at=now(), subject=subject)
    rows = audit_rows(actor=wanted.get("actor", ""), subject=subject, day=wanted.get("day"))
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "rows": _named(page), "query": _query(request)}
    return render(request, "ledger/trail.html", context, status=422 if form.errors else 200)


def _named(page: Page[AuditRow]) -> list[tuple[AuditRow, str, str]]:
    """Return the rows with the names of who acted and of whom it was about, where known."""
    names = names_of({row.actor for row in page} | {STAFF + row.subject for row in page})
    return [(row, names.get(row.actor, ""), names.get(STAFF + row.subject, "")) for row in page]


def _query(request: StaffRequest) -> str:
    """Return the narrowing as it must follow in the links to other pages."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()
