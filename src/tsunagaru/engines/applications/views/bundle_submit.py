"""Handing in several applications together (まとめて申請の受付)."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Bundle
from tsunagaru.engines.applications.queries import bundles as bundle_reads
from tsunagaru.engines.applications.services import bundles, drafts
from tsunagaru.engines.applications.services.signing import CannotIdentify
from tsunagaru.engines.applications.views.agreeing import agreement_form
from tsunagaru.engines.applications.views.bundle import address_of, on_bundle, over
from tsunagaru.engines.applications.views.bundle_confirm import show_bundle
from tsunagaru.engines.applications.views.identifying import NEEDS, audit_handed_in
from tsunagaru.engines.applications.views.means import note_means
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.kernel.events import Channel

SIGN_AGAIN = (
    "署名のあとに内容が変わりました。もう一度署名をもらうか、署名をもらい直さずに受け付けることを"
    "選んでください。"
)
CLOSED = "受付期間が終わった手続きがあるため、申請できませんでした。担当課にお問い合わせください。"


@open_to(ANYONE)
@require_POST
@on_bundle
def submit(request: PageRequest, row: Bundle) -> HttpResponse:
    """Hand in all, once; every further press leads to the same receipts."""
    if (unread := _unread(request, row) or _unsigned(request, row)) is not None:
        return unread
    try:
        with transaction.atomic():
            for draft in bundle_reads.drafts_in(row, lock=True):
                note_means(request, draft)
            handed_in = bundles.submit_bundle(row.pk, language=request.language, at=clock.now())
            if row.state == rules.Ending.OPEN:  # as it was read, before this press
                for application in handed_in:
                    audit_handed_in(request, application)
    except drafts.CannotContinue:
        return over(request, row)
    except (bundles.CannotSubmitBundle, CannotIdentify) as refusal:
        return _say_why(request, row, refusal)
    return redirect("applications:bundle_done", row.pk)


def _unread(request: PageRequest, row: Bundle) -> HttpResponse | None:
    """Show everything again where a sentence that is agreed to was not ticked (宣誓・同意)."""
    now = clock.now()
    parts = bundle_reads.parts_of(row, bundle_reads.drafts_in(row), clock.day_of(now))
    agreeing = agreement_form(request, row, parts, request.POST)
    whole = bundle_reads.open_stop(parts, clock.day_of(now), request.language) is None
    if row.state != rules.Ending.OPEN or not whole or agreeing.is_valid():
        return None
    return show_bundle(request, row, parts, agreeing=agreeing, status=422)


def _unsigned(request: PageRequest, row: Bundle) -> HttpResponse | None:
    """Show everything again where a signature became void and the clerk did not say so is fine."""
    void = row.void_at is not None and row.channel == Channel.COUNTER
    if row.state != rules.Ending.OPEN or not void or "unsigned" in request.POST:
        return None
    parts = bundle_reads.parts_of(row, bundle_reads.drafts_in(row), clock.day_of(clock.now()))
    return show_bundle(request, row, parts, (SIGN_AGAIN,), status=409)


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
    return show_bundle(request, row, parts, (sentence,), status=409)
