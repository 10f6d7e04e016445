"""After several applications were handed in, put off or given up (まとめて申請のあと)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.definitions import ProcedureDefinition
from tsunagaru.engines.applications.models import Application, Bundle
from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries import bundles as bundle_reads
from tsunagaru.engines.applications.queries.applications import kept_row
from tsunagaru.engines.applications.queries.charges import Fee, fee_now, fee_of
from tsunagaru.engines.applications.queries.parts import PartView, parts_of
from tsunagaru.engines.applications.queries.procedures import form_of, procedure
from tsunagaru.engines.applications.queries.visits import VisitView, visit_of
from tsunagaru.engines.applications.services import bundle_ending
from tsunagaru.engines.applications.views.answers import frame
from tsunagaru.engines.applications.views.bundle import on_bundle, over
from tsunagaru.engines.applications.views.devices import code_in
from tsunagaru.engines.applications.views.status import fee_taking
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
@on_bundle
def done(request: PageRequest, row: Bundle) -> HttpResponse:
    """Show all receipt numbers and what happens next with each."""
    if row.state != rules.Ending.SUBMITTED:
        return redirect("applications:bundle", row.pk)
    ids = bundle_reads.applications_in(row)
    context = frame(
        request,
        bundle=row,
        name=bundle_reads.name_of(row),
        waiting=bundle_reads.waiting_in(row),
        applications=[_handed_in(row) for row in map(kept_row, ids) if row is not None],
        fees=_fees(request, ids) if request.actor.is_staff else (),
        resume_code=rules.format_code(code_in(request, row.pk)),
    )
    return render(request, "applications/bundle/done.html", context)


@dataclass(frozen=True)
class HandedIn:
    """One of several that were handed in, with what is still to do (受け付けた1件)."""

    application: reads.ApplicationView
    procedure: ProcedureDefinition
    fee: Fee
    visit: VisitView | None
    parts: Sequence[PartView]


def _handed_in(row: Application) -> HandedIn:
    return HandedIn(
        reads.view_of(row),
        form_of(row.version_id).definition,
        fee_now(row),
        visit_of(row),
        parts_of(row, clock.now()),
    )


@dataclass(frozen=True)
class FeeDue:
    """A fee to be taken now (その場で受け取る手数料)."""

    application: UUID
    name: str
    yen: int
    take_at: str
    office: Mapping[str, str] | None


def _fees(request: PageRequest, ids: Sequence[UUID]) -> list[FeeDue]:
    """Return the fees that are asked for, for the clerk who has the person at the counter."""
    found = []
    for id_ in ids:
        row = kept_row(id_)
        pending = fee_of(row).pending if row else None
        if row is not None and pending is not None:
            one = procedure(row.procedure)
            taking = fee_taking(request, one.section, id_, pending)
            found.append(FeeDue(id_, one.name.ja, pending.amount_yen, **taking))
    return found


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
@on_bundle
def paused(request: PageRequest, row: Bundle) -> HttpResponse:
    """Tell that everything is kept, until when, and how to go on."""
    if row.state != rules.Ending.OPEN:
        return over(request, row)
    code = rules.format_code(code_in(request, row.pk))
    context = frame(request, bundle=row, name=bundle_reads.name_of(row), resume_code=code)
    return render(request, "applications/bundle/paused.html", context)


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@on_bundle
def discard(request: PageRequest, row: Bundle) -> HttpResponse:
    """Ask once more, then give everything up."""
    if row.state != rules.Ending.OPEN:
        return over(request, row)
    if request.method == "POST":
        bundle_ending.discard_bundle(row.pk, at=clock.now())
        return redirect("applications:counter" if request.actor.is_staff else "applications:guides")
    context = frame(request, bundle=row, name=bundle_reads.name_of(row))
    return render(request, "applications/bundle/discard.html", context)
