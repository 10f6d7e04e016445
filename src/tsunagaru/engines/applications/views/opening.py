"""Who is at the other end of a draft (下書きを開く): shared by all pages of filling in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Application, Draft
from tsunagaru.engines.applications.queries import access as rights
from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries.access import Access
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock

PUBLIC_BASE, STAFF_BASE = "ui/page.html", "ui/staff_page.html"


@dataclass(frozen=True)
class Opened:
    """A draft or an application and what the person may do with it."""

    access: Access
    draft: Draft | None = None
    application: Application | None = None


def cookie_of(draft: UUID) -> str:
    """Return the name of the cookie that holds a draft's resume code."""
    return f"draft-{draft.hex[:16]}"


def code_in(request: HttpRequest, draft: UUID) -> str:
    """Return the resume code this browser holds for a draft, or empty."""
    return rules.read_code(request.COOKIES.get(cookie_of(draft), "")) or ""


def remember(response: HttpResponse, draft: UUID, code: str) -> None:
    """Let this browser go on with a draft until it is closed; sign-in sessions end sooner."""
    if code:
        response.set_cookie(
            cookie_of(draft),
            code,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def open_draft(request: PageRequest, draft: UUID) -> Opened:
    """Return a draft with the right to it; without a right there is no draft."""
    row = reads.draft_row(draft)
    if row is None:
        return Opened(Access.NONE)
    access = rights.access_to(row, request.actor, code_in(request, draft))
    return Opened(access, draft=None if access is Access.NONE else row)


def open_application(request: PageRequest, application: UUID) -> Opened:
    """Return an application with the right to it; without full right there is none.

    Staff of the section in charge do for the applicant what the applicant could do alone.
    """
    row = reads.application_row(application)
    if row is None:
        return Opened(Access.NONE)
    access = rights.access_to(row, request.actor, code_in(request, row.draft_id))
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
) -> Callable[Concatenate[PageRequest, UUID, P], HttpResponse]:
    """Hand the view a draft that may be seen and still takes answers; answer all others here."""

    @wraps(view)
    def opened_view(
        request: PageRequest, draft: UUID, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        opened = open_draft(request, draft)
        if opened.draft is None or opened.access is not Access.FULL:
            return refuse(request, opened)
        if opened.draft.state != rules.Ending.OPEN:
            return closed(request, opened.draft)
        return view(request, opened.draft, *args, **kwargs)

    return opened_view


def on_application(
    view: Callable[Concatenate[PageRequest, Application, P], HttpResponse],
) -> Callable[Concatenate[PageRequest, UUID, P], HttpResponse]:
    """Hand the view an application that may be seen; all others are missing."""

    @wraps(view)
    def opened_view(
        request: PageRequest, application: UUID, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        row = open_application(request, application).application
        return missing(request) if row is None else view(request, row, *args, **kwargs)

    return opened_view


def refuse(request: PageRequest, opened: Opened) -> HttpResponse:
    """Answer somebody who may not see a draft: sign in again, or no such draft."""
    if opened.access is Access.SAVE_ONLY:
        return sign_in_again(request.get_full_path())
    return missing(request)


def sign_in_again(path: str) -> HttpResponse:
    """Send to the sign-in page, and back to a path afterwards."""
    return redirect(f"{reverse('people:sign_in')}?{urlencode({'next': path})}")


def missing(request: PageRequest) -> HttpResponse:
    """Answer for a draft or application that is not there, or not this person's: all alike."""
    return render(request, "applications/missing.html", frame(request), status=404)


def closed(request: PageRequest, row: Draft) -> HttpResponse:
    """Answer for a draft that takes no more answers: handed in, or given up."""
    if row.state == rules.Ending.SUBMITTED:
        return redirect("applications:done", reads.application_of_draft(row.pk))
    return render(request, "applications/gone.html", frame(request, draft=row), status=410)


def frame(request: PageRequest, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - template context
    """Return what every page of filling in shows: the staff's or the public frame."""
    return {"base": STAFF_BASE if request.actor.is_staff else PUBLIC_BASE, **more}
