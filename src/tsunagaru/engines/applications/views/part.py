"""The code of a third party (記入コード): it opens one part, and nothing else."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Contribution
from tsunagaru.engines.applications.queries import parts as reads
from tsunagaru.engines.applications.queries.cosigning import cosignature_of_code
from tsunagaru.engines.applications.services import parts
from tsunagaru.engines.applications.views.answers import PUBLIC_BASE, frame, missing
from tsunagaru.engines.applications.views.devices import code_in, remember
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.ui.fields import FieldKind, FieldView
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

WRONG = "このコードでは開けませんでした。12文字のコードを確かめるか、依頼した方にお尋ねください。"


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: PageRequest) -> HttpResponse:
    """Take the code of a third party and open its part."""
    typed = request.POST.get("code", "")[:60]
    code = rules.read_code(typed) if request.method == "POST" else None
    signs = cosignature_of_code(code) if code else None
    if signs is not None and code is not None:
        return _sign(signs, code)
    found = reads.part_of_code(code) if code else None
    if found is None or code is None:
        wrong = request.method == "POST"
        field = FieldView(
            "code",
            FieldKind.TEXT,
            "記入コード",
            hint="依頼した方から受け取った、12文字のコードです。",
            required=True,
            value=typed,
            error=WRONG if wrong else "",
            max_length=60,
        )
        context = {"base": PUBLIC_BASE, "fields": [field]}
        status = 422 if wrong else 200
        return render(request, "applications/part_open.html", context, status=status)
    response = redirect("applications:part_page", found, _first_page(found))
    remember(response, found, code)
    return response


def _sign(cosignature: UUID, code: str) -> HttpResponse:
    response = redirect("applications:cosign", cosignature)
    remember(response, cosignature, code)
    return response


def _first_page(contribution: UUID) -> str:
    row = reads.part_row(contribution)
    return reads.part_form(row).pages[0].code if row else ""


def on_part(
    request: PageRequest, contribution: UUID, show: Callable[[Contribution], HttpResponse]
) -> HttpResponse:
    """Hand over a part that may be filled in; everything else is missing, or over."""
    with transaction.atomic():
        row = reads.part_row(contribution, lock=request.method == "POST")
        code = code_in(request, contribution)
        if row is None or not reads.may_fill(row, request.actor, code):
            return missing(request)
        if request.actor.is_staff:
            about, now = row.application_id, clock.now()
            audit(actor=request.actor, action="part.viewed", subject=about, at=now, facts={})
        try:
            parts.check_open(row, clock.now())
        except parts.CannotGive:
            return render(request, "applications/part_over.html", frame(request, row=row))
        return show(row)
