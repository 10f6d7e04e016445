"""The link and the code of a third party (記入のリンクとコード): each opens one part, no more."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Contribution
from tsunagaru.engines.applications.queries import parts as reads
from tsunagaru.engines.applications.queries.cosigning import (
    cosignature_of_code,
    cosignature_row,
    over_of,
)
from tsunagaru.engines.applications.services import giving
from tsunagaru.engines.applications.views.answers import PUBLIC_BASE, missing
from tsunagaru.engines.applications.views.cosign_over import cosign_over
from tsunagaru.engines.applications.views.devices import code_in, remember
from tsunagaru.engines.applications.views.part_over import is_applicant, part_over
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
    asked = cosignature_row(signs) if signs else None
    if asked is not None and code is not None:
        over = over_of(asked, clock.now())
        return cosign_over(request, asked, over) if over else to_sign(request, asked.pk, code)
    found = reads.part_of_code(code) if code else None
    row = reads.part_row(found) if found else None
    if row is None or code is None:
        return _enter(request, typed, WRONG)
    if reads.over_of(row, clock.now()):
        return part_over(request, row)
    response = redirect("applications:part_page", row.pk, reads.part_form(row).pages[0].code)
    remember(request, response, row.pk, code)
    return response


def _enter(request: PageRequest, typed: str, wrong: str) -> HttpResponse:
    """Show the box for the code, with what is wrong with the one that was typed."""
    error = wrong if request.method == "POST" else ""
    field = FieldView(
        "code",
        FieldKind.TEXT,
        "記入コード",
        hint="依頼した方から受け取った、12文字のコードです。",
        required=True,
        value=typed,
        error=error,
        max_length=60,
    )
    context = {"base": PUBLIC_BASE, "fields": [field]}
    return render(request, "applications/part_open.html", context, status=422 if error else 200)


def to_sign(request: HttpRequest, cosignature: UUID, code: str) -> HttpResponse:
    """Lead somebody who signs as well to what they sign."""
    response = redirect("applications:cosign", cosignature)
    remember(request, response, cosignature, code)
    return response


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
        elif is_applicant(request, row):
            return part_over(request, row, rules.Over.OWN)
        try:
            giving.check_open(row, clock.now())
        except giving.CannotGive:
            return part_over(request, row)
        return show(row)
