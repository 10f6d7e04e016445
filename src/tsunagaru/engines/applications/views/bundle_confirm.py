"""Confirmation, handing in and receipts of several applications (まとめて申請の確認と受付)."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Bundle
from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries import bundles as bundle_reads
from tsunagaru.engines.applications.queries.access import Access
from tsunagaru.engines.applications.queries.identifying import DOCUMENTS
from tsunagaru.engines.applications.queries.procedures import procedure
from tsunagaru.engines.applications.services import bundles, drafts
from tsunagaru.engines.applications.services.signing import CannotIdentify
from tsunagaru.engines.applications.views.answers import frame, refuse
from tsunagaru.engines.applications.views.bundle import access_in, address_of, over
from tsunagaru.engines.applications.views.devices import code_in
from tsunagaru.engines.applications.views.identifying import NEEDS, note_means
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.ui.parts import SummaryRow
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.kernel.events import Channel

CLOSED = "受付期間が終わった手続きがあるため、申請できませんでした。担当課にお問い合わせください。"
View = Callable[[PageRequest, Bundle], HttpResponse]


def on_bundle(view: View) -> Callable[..., HttpResponse]:
    """Hand the view a bundle that may be seen; all others are missing."""

    def opened_view(request: PageRequest, bundle: UUID) -> HttpResponse:
        row = bundle_reads.bundle_row(bundle)
        access = access_in(request, row)
        if row is None or access is not Access.FULL:
            return refuse(request, access)
        return view(request, row)

    opened_view.__name__, opened_view.__doc__ = view.__name__, view.__doc__
    return opened_view


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
@on_bundle
def confirm(request: PageRequest, row: Bundle) -> HttpResponse:
    """Show every answer of every application; what is missing comes first."""
    if row.state != rules.Ending.OPEN:
        return over(request, row)
    now = clock.now()
    parts = bundle_reads.parts_of(row, bundle_reads.drafts_in(row), clock.day_of(now))
    left = bundle_reads.open_stop(parts, clock.day_of(now), request.language)
    if left is not None:
        return redirect(address_of(row, left))
    return _show(request, row, parts)


def _show(
    request: PageRequest,
    row: Bundle,
    parts: list[bundle_reads.Part],
    problems: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    asked, alone = bundle_reads.count_questions(parts, clock.day_of(clock.now()))
    context = frame(
        request,
        bundle=row,
        name=bundle_reads.name_of(row),
        parts=[(part, _sections(request, row, part)) for part in parts],
        steps=[part.name for part in parts] + ["内容の確認"],
        current=len(parts) + 1,
        problems=problems,
        documents=DOCUMENTS if row.channel != Channel.ONLINE else (),
        shown_means=parts[0].draft.identified_by if parts else "",
        asked=asked,
        spared=alone - asked,
    )
    return render(request, "applications/bundle/confirm.html", context, status=status)


def _sections(
    request: PageRequest, row: Bundle, part: bundle_reads.Part
) -> list[tuple[str, list[SummaryRow]]]:
    """Return the answers in words; what was asked elsewhere is changed there."""
    now, answers = clock.now(), part.draft.answers
    found = []
    for section in reads.review_of(part.form, answers, request.language, now):
        address = reverse("applications:bundle_stop", args=[row.pk, part.position, section.page])
        rows = [
            SummaryRow(
                label,
                text,
                "" if code in part.left_out else f"{address}?to=confirm#{code}",
                missing=not text,
            )
            for code, label, text in section.rows
        ]
        found.append((section.title, rows))
    return found


@open_to(ANYONE)
@require_POST
@on_bundle
def submit(request: PageRequest, row: Bundle) -> HttpResponse:
    """Hand in all, once; every further press leads to the same receipts."""
    now = clock.now()
    try:
        with transaction.atomic():
            for draft in bundle_reads.drafts_in(row, lock=True):
                note_means(request, draft)
            handed_in = bundles.submit_bundle(row.pk, language=request.language, at=now)
            if request.actor.is_staff and row.state == rules.Ending.OPEN:
                for application in handed_in:
                    action = "application.handed_in"
                    audit(actor=request.actor, action=action, subject=application, at=now, facts={})
    except drafts.CannotContinue:
        return over(request, row)
    except (bundles.CannotSubmitBundle, CannotIdentify) as refusal:
        return _say_why(request, row, refusal)
    return redirect("applications:bundle_done", row.pk)


def _say_why(
    request: PageRequest, row: Bundle, refusal: bundles.CannotSubmitBundle | CannotIdentify
) -> HttpResponse:
    if isinstance(refusal, CannotIdentify):
        sentence = NEEDS[refusal.needs]
    elif refusal.stop[1]:
        return redirect(address_of(row, refusal.stop))
    else:
        sentence = CLOSED
    parts = bundle_reads.parts_of(row, bundle_reads.drafts_in(row), clock.day_of(clock.now()))
    return _show(request, row, parts, (sentence,), status=409)


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD"])
@on_bundle
def done(request: PageRequest, row: Bundle) -> HttpResponse:
    """Show all receipt numbers and what happens next with each."""
    if row.state != rules.Ending.SUBMITTED:
        return redirect("applications:bundle", row.pk)
    views = [reads.application(one) for one in bundles.applications_in(row)]
    context = frame(
        request,
        bundle=row,
        name=bundle_reads.name_of(row),
        applications=[(one, procedure(one.procedure).after) for one in views],
        resume_code=rules.format_code(code_in(request, row.pk)),
    )
    return render(request, "applications/bundle/done.html", context)


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
        bundles.discard_bundle(row.pk, at=clock.now())
        return redirect("applications:counter" if request.actor.is_staff else "applications:guides")
    context = frame(request, bundle=row, name=bundle_reads.name_of(row))
    return render(request, "applications/bundle/discard.html", context)
