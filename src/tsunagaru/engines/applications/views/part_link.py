"""Where the link of a third party leads (記入の入口): who asks, for what, and who reads it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Contribution
from tsunagaru.engines.applications.queries import parts as reads
from tsunagaru.engines.applications.queries.cosigning import cosignature_of_code
from tsunagaru.engines.applications.queries.part_forms import DECLINE, refusal_form
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.services import giving
from tsunagaru.engines.applications.views.answers import PUBLIC_BASE, frame
from tsunagaru.engines.applications.views.devices import remember
from tsunagaru.engines.applications.views.part import on_part, to_sign
from tsunagaru.engines.applications.views.part_over import is_applicant, part_over, sentence_of
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.parts import SummaryRow
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

UNKNOWN = (
    "このリンクでは開けませんでした。リンクが途中で切れていないか確かめるか、"
    "依頼した方にお尋ねください。"
)


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
def part_link(request: PageRequest, code: str) -> HttpResponse:
    """Open what a link leads to; looking at it changes nothing, so that mail scanners may."""
    plain = rules.read_code(code) or ""
    signs = cosignature_of_code(plain) if plain else None
    if signs is not None:
        return to_sign(request, signs, plain)
    found = reads.part_of_code(plain) if plain else None
    row = reads.part_row(found) if found else None
    if row is None:
        context = {"base": PUBLIC_BASE, "sentence": say(UNKNOWN, request.language)}
        return render(request, "applications/part_over.html", context, status=404)
    if reads.over_of(row, clock.now()):
        return part_over(request, row)
    response = render(request, "applications/part_link.html", _about(request, row))
    remember(request, response, row.pk, plain)
    return response


def _about(request: PageRequest, row: Contribution, **more: object) -> dict[str, object]:
    definition = form_of(row.application.version_id).definition
    own = is_applicant(request, row)
    return frame(
        request,
        row=row,
        procedure=definition,
        part=definition.part(row.part),
        shared=[SummaryRow(*cells) for cells in reads.shared_rows(row, request.language)],
        first=reads.part_form(row).pages[0].code,
        office=people.office_of(definition.section),
        own=sentence_of(row, request.language, rules.Over.OWN) if own else "",
        **more,
    )


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def part_decline(request: PageRequest, contribution: UUID) -> HttpResponse:
    """Ask why it is not filled in; on POST tell the applicant and the town."""
    return on_part(request, contribution, lambda row: _decline(request, row))


def _decline(request: PageRequest, row: Contribution) -> HttpResponse:
    language, now = request.language, clock.now()
    raw = {name: request.POST.getlist(name) for name in request.POST}
    today, errors = clock.day_of(now), []
    asked = refusal_form(form_of(row.application.version_id).definition.part(row.part))
    if request.method == "POST":
        filled = questionnaires.fill_page(asked, DECLINE, raw, {}, language=language, today=today)
        if not filled.errors:
            reason = filled.answers["reason"]
            giving.decline_part(row.pk, reason=reason, by=request.actor, at=now)
            return render(request, "applications/part_over.html", _about(request, row, declined=1))
        errors = filled.errors
    page = questionnaires.page_view(
        asked, DECLINE, {}, language=language, today=today, raw=raw or None, errors=errors
    )
    context, status = _about(request, row, page=page), 422 if errors else 200
    return render(request, "applications/part_decline.html", context, status=status)
