"""The association's papers as answers (領収書・集計のPDF)."""

from collections.abc import Callable

from django.http import Http404, HttpResponse

from tsunagaru.ground.documents import api as documents
from tsunagaru.kernel import clock
from tsunagaru.services.community.models import Collection
from tsunagaru.services.community.queries.dues_sheets import receipt


def answer_receipt(row: Collection) -> HttpResponse:
    """Return the receipt as PDF; there is none of what was taken back."""
    if not row.stands:
        raise Http404
    return answer(lambda: receipt(row, at=clock.now()), f"dues-{row.due.dues.year}-{row.number}")


def answer(make: Callable[[], bytes], name: str) -> HttpResponse:
    """Return a PDF, or say which character cannot be printed."""
    try:
        pdf = make()
    except documents.CannotRender as error:
        return HttpResponse(error.sentence, status=422, content_type="text/plain; charset=utf-8")
    told = HttpResponse(pdf, content_type="application/pdf")
    told["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return told
