"""What a co-signer reads when there is nothing to sign (署名できないときの画面)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format

from tsunagaru.engines.applications.models import Cosignature
from tsunagaru.engines.applications.queries.cosigning import LATE
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.views import late
from tsunagaru.engines.applications.views.answers import frame
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.clock import local

PAGE = "applications/cosign_over.html"


def cosign_over(request: PageRequest, row: Cosignature, why: str) -> HttpResponse:
    """Say why nothing can be signed, what follows, and whom to ask.

    Args:
        why: a key of the phrases, as ``over_of`` gives it.
    """
    definition = form_of(row.draft.version_id).definition
    context = frame(
        request,
        row=row,
        procedure=definition,
        late=late.COSIGN if why == LATE else None,
        sentence=say(why, request.language, day=date_format(local(row.expires_at), "DATE_FORMAT")),
        office=people.office_of(definition.section),
    )
    return render(request, PAGE, context, status=404)
