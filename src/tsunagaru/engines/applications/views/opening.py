"""Who is at the other end of a draft (下書きを開く): shared by all pages of filling in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.http import HttpResponse

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Application, Draft
from tsunagaru.engines.applications.queries import access as rights
from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries import bundles as bundle_reads
from tsunagaru.engines.applications.queries.access import Access
from tsunagaru.engines.applications.views.answers import closed, missing, refuse
from tsunagaru.engines.applications.views.devices import code_in
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock


@dataclass(frozen=True)
class Opened:
    """A draft or an application and what the person may do with it."""

    access: Access
    draft: Draft | None = None
    application: Application | None = None


def open_draft(request: PageRequest, draft: UUID, *, lock: bool = False) -> Opened:
    """Return a draft with the right to it; without a right there is no draft.

    Locked, it is read once for looking and for changing: the caller opens the transaction.
    """
    row = reads.draft_row(draft, lock=lock)
    if row is None:
        return Opened(Access.NONE)
    access = rights.access_to(row, request.actor, code_in(request, draft), clock.now())
    if access is Access.NONE:
        access = _through_bundle(request, row.pk)
    return Opened(access, draft=row if access in (Access.FULL, Access.SAVE_ONLY) else None)


def _through_bundle(request: PageRequest, draft: UUID) -> Access:
    """Return the right of who holds a bundle that was handed in, to each application in it."""
    held = bundle_reads.handed_in_with(draft)
    if held is None:
        return Access.NONE
    code, place = code_in(request, held.pk), bundle_reads.CODE_PLACE
    return rights.access_to(held, request.actor, code, clock.now(), place=place)


def open_application(request: PageRequest, application: UUID) -> Opened:
    """Return an application with the right to it; without full right there is none.

    Staff of the section in charge do for the applicant what the applicant could do alone.
    """
    row = reads.kept_row(application)
    if row is None:
        return Opened(Access.NONE)
    code = code_in(request, row.draft_id)
    access = rights.access_to(row, request.actor, code, clock.now())
    if access is Access.NONE:
        access = _through_bundle(request, row.draft_id)
    if rights.handles(row, request.actor):
        access = Access.FULL
    if access is Access.FULL and request.actor.is_staff:
        facts = {"page": request.resolver_match.url_name or ""} if request.resolver_match else {}
        audit(
            actor=request.actor,
            action="application.viewed",
            subject=row.pk,
            at=clock.now(),
            facts=facts,
        )
    return Opened(access, application=row if access is Access.FULL else None)


P = ParamSpec("P")


def on_open_draft(
    view: Callable[Concatenate[PageRequest, Draft, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Hand the view a draft that may be seen and still takes answers; answer all others here."""

    def opened_view(
        request: PageRequest, draft: UUID, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        opened = open_draft(request, draft)
        if opened.draft is None or opened.access is not Access.FULL:
            return refuse(request, opened.access)
        if opened.draft.state != rules.Ending.OPEN:
            return closed(request, opened.draft)
        return view(request, opened.draft, *args, **kwargs)

    opened_view.__name__, opened_view.__doc__ = view.__name__, view.__doc__
    return opened_view


def on_application(
    view: Callable[Concatenate[PageRequest, Application, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Hand the view an application that may be seen; all others are missing."""

    def opened_view(
        request: PageRequest, application: UUID, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        opened = open_application(request, application)
        if opened.application is not None:
            return view(request, opened.application, *args, **kwargs)
        if opened.access is Access.PROXY_OVER:
            return refuse(request, opened.access)
        return missing(request)

    opened_view.__name__, opened_view.__doc__ = view.__name__, view.__doc__
    return opened_view
