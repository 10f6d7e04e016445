"""The audit trail for auditors (監査記録)."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ledger.forms import TrailForm
from tsunagaru.ground.ledger.gateways.wording import wording
from tsunagaru.ground.ledger.models import AuditRow
from tsunagaru.ground.ledger.queries.trail import audit_rows, codes_named, names_of
from tsunagaru.ground.ledger.services.auditing import audit
from tsunagaru.ground.ledger.views.requests import StaffRequest
from tsunagaru.kernel.access import Role, open_to, staff_with
from tsunagaru.kernel.clock import now

ROWS_A_PAGE = 100
STAFF = "staff:"
NOBODY = {"system": "自動処理", "anonymous": "サインイン前の人"}
KINDS = {"staff": "職員", "resident": "住民", "account": "アカウント"}
SHORT = 8  # so much of an id tells two people apart on one page


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
    context = {"form": form, "page": page, "rows": _told(page), "query": _query(request)}
    return render(request, "ledger/trail.html", context, status=422 if form.errors else 200)


@dataclass(frozen=True)
class Told:
    """A row of the trail as a person reads it (監査記録の1行)."""

    row: AuditRow
    actor: str
    action: str
    subject: str
    facts: list[tuple[str, str]]


def _told(page: Page[AuditRow]) -> list[Told]:
    """Return the rows in words: who acted, what was done and to whom, where known."""
    names = names_of({row.actor for row in page} | {STAFF + row.subject for row in page})
    words, codes = wording(), codes_named()
    return [
        Told(
            row=row,
            actor=names.get(row.actor, "") or _in_words(row.actor),
            action=words.action(row.action),
            subject=names.get(STAFF + row.subject, ""),
            facts=words.told(row.facts, codes),
        )
        for row in page
    ]


def _in_words(actor: str) -> str:
    """Return who acted when no name is known: what they are and the beginning of their id."""
    kind, _, id_ = actor.partition(":")
    return NOBODY.get(actor) or (f"{KINDS[kind]} {id_[:SHORT]}" if kind in KINDS else actor)


def _query(request: StaffRequest) -> str:
    """Return the narrowing as it must follow in the links to other pages."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()
