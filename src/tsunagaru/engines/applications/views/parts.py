"""The applicant's side of a third party's part (第三者への依頼): ask, ask again, call back."""

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries.procedures import CannotFind, form_of
from tsunagaru.engines.applications.services import parts
from tsunagaru.engines.applications.views.answers import frame, missing
from tsunagaru.engines.applications.views.opening import on_application
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

TOO_LATE = "受け取り済みか、申請が終わっているため、依頼できませんでした。"
REVOKED = "依頼を取り消しました。前のコードは使えません。"


@open_to(ANYONE)
@require_POST
@on_application
def part_ask(request: PageRequest, row: Application, part: str) -> HttpResponse:
    """Make a code for the third party and show it once, to be passed on or printed."""
    try:
        code = parts.ask_part(row.pk, part, at=clock.now())
    except CannotFind:
        return missing(request)
    except parts.CannotAsk:
        flash.error(request, say(TOO_LATE, request.language))
        return redirect("applications:status", row.pk)
    context = frame(
        request,
        application=reads.view_of(row),
        part=form_of(row.version_id).definition.part(part),
        code=rules.format_code(code),
        address=request.build_absolute_uri(reverse("applications:part")),
    )
    return render(request, "applications/part_asked.html", context)


@open_to(ANYONE)
@require_POST
@on_application
def part_revoke(request: PageRequest, row: Application, part: str) -> HttpResponse:
    """Call the code back."""
    if form_of(row.version_id).definition.part(part) is None:
        return missing(request)
    parts.revoke_part(row.pk, part, at=clock.now())
    flash.success(request, say(REVOKED, request.language))
    return redirect("applications:status", row.pk)
