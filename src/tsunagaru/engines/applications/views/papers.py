"""PDFs of an application (書類): copy, notice, paper form with the QR that leads to the case."""

from functools import partial

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications.models import Application, Bundle, Draft
from tsunagaru.engines.applications.queries import notices, papers
from tsunagaru.engines.applications.queries.applications import kept_row
from tsunagaru.engines.applications.queries.bundles import applications_in
from tsunagaru.engines.applications.queries.procedures import CannotFind, current_version, form_of
from tsunagaru.engines.applications.views.bundle import on_bundle
from tsunagaru.engines.applications.views.opening import on_application, on_open_draft
from tsunagaru.engines.cases import api as cases
from tsunagaru.ground.documents import api as documents
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, STAFF, open_to


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _checked_at(request: PageRequest, code: str) -> str:
    """Return where a paper can be checked, for its QR code."""
    path = reverse("documents:verify", args=[code])
    base = settings.TSUNAGARU_URL.rstrip("/")
    return f"{base}{path}" if base else request.build_absolute_uri(path)


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
@on_application
def receipt(request: PageRequest, row: Application) -> HttpResponse:
    """The applicant's copy (申請の控え)."""
    content = papers.receipt(row, language=request.language, at=clock.now())
    return _pdf(content, f"receipt-{row.number}")


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
@on_bundle
def receipts(request: PageRequest, row: Bundle) -> HttpResponse:
    """The copies of all that was handed in together, to save or print at once (控えの一式)."""
    rows = [one for one in map(kept_row, applications_in(row)) if one is not None]
    if not rows:
        raise Http404
    return _pdf(papers.receipts(rows, language=request.language, at=clock.now()), "receipts")


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
@on_application
def notice(request: PageRequest, row: Application) -> HttpResponse:
    """The notice of the decision (決定通知書): issued when first looked at, the same ever after."""
    if notices.is_withdrawn(row):
        raise Http404
    try:
        order = notices.notice(row, address=partial(_checked_at, request))
    except CannotFind as error:
        raise Http404 from error
    content = documents.issue(order, at=clock.now())
    return _pdf(content, f"notice-{row.number}")


@open_to(STAFF)
@require_http_methods(["GET", "HEAD"])
@on_application
def paper(request: PageRequest, row: Application) -> HttpResponse:
    """The form on paper, filled in; its QR leads staff back to the case (申請書の印刷)."""
    case = cases.case_of("application", row.pk)
    if case is None:
        raise Http404
    now = clock.now()
    audit(actor=request.actor, action="application.printed", subject=row.pk, at=now, facts={})
    address = reverse("cases:by_number", args=[case.number])
    content = papers.paper_form(
        form_of(row.version_id),
        row.answers,
        language=request.language,
        at=now,
        number=row.number,
        address=request.build_absolute_uri(address),
    )
    return _pdf(content, f"form-{row.number}")


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
@on_open_draft
def draft_paper(request: PageRequest, row: Draft) -> HttpResponse:
    """A draft on paper, as far as it is filled in, to be signed or handed in by hand."""
    content = papers.paper_form(
        form_of(row.version_id), row.answers, language=request.language, at=clock.now()
    )
    return _pdf(content, "form-draft")


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
def blank(request: PageRequest, code: str) -> HttpResponse:
    """The empty form, for those who would rather write by hand (様式)."""
    try:
        form = form_of(current_version(code))
    except CannotFind as error:
        raise Http404 from error
    content = papers.paper_form(form, {}, language=request.language, at=clock.now())
    return _pdf(content, f"form-{code}")
