"""The paper of a circular as an answer (回覧のPDF), for staff and for who leads a district."""

from django.http import Http404, HttpResponse

from tsunagaru.ground.documents import api as documents
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.services.community.models import Circular
from tsunagaru.services.community.queries import sheets
from tsunagaru.services.community.services.releasing import refresh


def answer(request: PageRequest, row: Circular, district: str) -> HttpResponse:
    """Return the PDF, with who lives there today; that names were handed out is audited."""
    at, group = clock.now(), request.GET.get("group")
    refresh(row.pk, at=at)
    try:
        pdf = sheets.paper(row, district, group, at=at)
    except LookupError as error:
        raise Http404 from error
    except documents.CannotRender as error:
        return HttpResponse(error.sentence, status=422, content_type="text/plain; charset=utf-8")
    audit(
        actor=request.actor,
        action="circular.list_printed",
        subject=row.pk,
        at=at,
        facts={"district": district},
    )
    told = HttpResponse(pdf, content_type="application/pdf")
    name = f"circular-{row.number}-{district}"
    told["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return told
