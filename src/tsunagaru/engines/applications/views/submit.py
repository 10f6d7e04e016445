"""Handing in (申請する): once, however often it is pressed."""

from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.queries.access import Access
from tsunagaru.engines.applications.services import cosigning, drafts, submission, waiting
from tsunagaru.engines.applications.services.signing import CannotIdentify
from tsunagaru.engines.applications.views.answers import closed, refuse
from tsunagaru.engines.applications.views.confirm import show_confirmation
from tsunagaru.engines.applications.views.identifying import NEEDS, audit_handed_in
from tsunagaru.engines.applications.views.means import note_means
from tsunagaru.engines.applications.views.opening import open_draft
from tsunagaru.engines.applications.views.waiting import show_waiting
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import ANYONE, open_to

UNSIGNED = "unsigned"
"""Name of the button that hands in without waiting for the signature, where none is needed."""
CHANGED = (
    "署名のあとに、入力した内容が条件に合わなくなりました。"
    "内容を直して、もう一度署名を依頼してください。"
)
CLOSED = "受付期間が終わったため、申請できませんでした。担当課にお問い合わせください。"


@open_to(ANYONE)
@require_POST
def submit(request: PageRequest, draft: UUID) -> HttpResponse:
    """Hand in, once; every further press leads to the same receipt."""
    with transaction.atomic():
        return _submit(request, draft)


def _submit(request: PageRequest, draft: UUID) -> HttpResponse:
    opened = open_draft(request, draft, lock=True)
    if opened.draft is None or opened.access is not Access.FULL:
        return refuse(request, opened.access)
    return _try(request, opened.draft)


def _try(request: PageRequest, row: Draft) -> HttpResponse:
    try:
        application = _hand_in(request, row)
    except drafts.CannotContinue:
        return closed(request, row)
    except (submission.CannotSubmit, CannotIdentify) as refusal:
        return _say_why(request, row, refusal)
    name, id_ = ("done", application) if application else ("confirm", row.pk)
    return redirect(f"applications:{name}", id_)


def _ask_others(request: PageRequest, row: Draft) -> HttpResponse:
    """Ask those who sign as well, unless they were asked; their codes are shown once."""
    if row.state == rules.Ending.WAITING:
        return closed(request, row)
    try:
        codes = cosigning.ask(row, language=request.language, at=clock.now())
    except submission.CannotSubmit as refusal:
        return _say_why(request, row, refusal)
    return show_waiting(request, row, codes)


def _hand_in(request: PageRequest, row: Draft) -> UUID | None:
    """Hand in, or hold what is signed until the signature is checked (受付)."""
    now = clock.now()
    note_means(request, row)
    if UNSIGNED not in request.POST and waiting.is_unchecked(row, now):
        waiting.hold(row, language=request.language, at=now)
        return None
    application = submission.hand_in(row, language=request.language, at=now)
    by_proxy = row.proxy and row.proxy == request.actor.resident
    audit_handed_in(request, application, principal=row.resident_id if by_proxy else None)
    return application


def _stopped(refusal: submission.CannotSubmit | CannotIdentify) -> str:
    """Return why what all have signed cannot be handed in, a key of the phrases."""
    if isinstance(refusal, CannotIdentify):
        return NEEDS[refusal.needs]
    return CHANGED if refusal.problems else CLOSED


def _say_why(
    request: PageRequest, row: Draft, refusal: submission.CannotSubmit | CannotIdentify
) -> HttpResponse:
    if isinstance(refusal, submission.NeedsCosigners):
        return _ask_others(request, row)
    if row.state == rules.Ending.WAITING:
        return show_waiting(request, row, {}, stopped=_stopped(refusal), status=409)
    if not isinstance(refusal, CannotIdentify) and refusal.problems:
        return redirect("applications:page", row.pk, refusal.problems[0].page)
    return show_confirmation(request, row, (_stopped(refusal),), status=409)
