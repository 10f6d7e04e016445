"""How far an application has come (申請の状況)."""

from collections.abc import Mapping
from typing import TypedDict
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries.charges import fee_now
from tsunagaru.engines.applications.queries.cosigning import cosignatures_of
from tsunagaru.engines.applications.queries.fees import FEE, fee_rows
from tsunagaru.engines.applications.queries.notices import is_withdrawn
from tsunagaru.engines.applications.queries.parts import readable_parts
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.queries.standing import (
    ENTRY_TITLES,
    STATE_LABELS,
    correction_of,
)
from tsunagaru.engines.applications.queries.visits import visit_of
from tsunagaru.engines.applications.views.answers import frame
from tsunagaru.engines.applications.views.opening import on_application
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.payments import api as payments
from tsunagaru.ground.files import api as files
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.parts import SummaryRow, TimelineEntry
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, Actor, open_to
from tsunagaru.kernel.clock import day_of

SIGNED = "{who}が署名しました"


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
@on_application
def status(request: PageRequest, row: Application) -> HttpResponse:
    """Show how far an application has come, and what the applicant can do."""
    case = cases.case_of("application", row.pk)
    form = form_of(row.version_id)
    fee = fee_now(row)
    sections = reads.review_of(form, row.answers, request.language, row.submitted_at)
    context = frame(
        request,
        application=reads.view_of(row),
        procedure=form.definition,
        case=case,
        state=STATE_LABELS[case.state] if case else "",
        asked=correction_of(row),
        files=files.standing_of(row.pk),
        parts=readable_parts(row, request.language, clock.now()),
        decision=reads.decision_of(row),
        withdrawn=is_withdrawn(row),
        fee=fee,
        **fee_taking(request, form.definition.section, row.pk, fee.pending),
        visit=visit_of(row),
        rating_url="" if request.actor.is_staff else reads.invitation_to_rate(row).path,
        can_withdraw=case is not None and case.closed_at is None,
        timeline=[
            *(
                TimelineEntry(one.answered_at, say(SIGNED, request.language, who=one.who))
                for one in cosignatures_of(row.draft_id, form, clock.now())
                if one.answered_at
            ),
        ]
        + [
            TimelineEntry(entry.at, ENTRY_TITLES.get(entry.kind, entry.kind))
            for entry in (cases.timeline(row.case) if case else ())
        ],
        sections=[(section.title, section.summary) for section in sections]
        + [(say(FEE, request.language), _fee(row, request.language))],
    )
    return render(request, "applications/status.html", context)


class Taking(TypedDict):
    """Whether the reader may take a fee, and the office that does (手数料の受取)."""

    take_at: str
    office: Mapping[str, str] | None


def fee_taking(
    request: PageRequest, section: str, application: UUID, pending: payments.InvoiceView | None
) -> Taking:
    """Return where the member of staff takes a fee, if they may, and else who does (受取)."""
    return {
        "take_at": _take_at(request.actor, section, application, pending),
        "office": people.office_of(section),
    }


def _take_at(
    actor: Actor, section: str, application: UUID, pending: payments.InvoiceView | None
) -> str:
    if actor.is_staff and actor.works_in(section):
        return reverse("applications:fee", args=[application])
    stands_in = pending is not None and payments.takes_for(actor, section)
    return pending.staff_url if pending and stands_in else ""


def _fee(row: Application, language: str) -> list[SummaryRow]:
    """Return the fee with what was taken off (手数料)."""
    rows = fee_rows(form_of(row.version_id), row.answers, day_of(row.submitted_at), language)
    return [SummaryRow(label, text) for label, text in rows]
