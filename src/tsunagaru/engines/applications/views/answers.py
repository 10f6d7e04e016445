"""What is answered where a draft or an application cannot be shown (開けないときの画面)."""

import re
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from tsunagaru.engines.applications import rules
from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.queries import applications as reads
from tsunagaru.engines.applications.queries.access import Access
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.queries.recognising import Typed, recognised
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock

CODE = re.compile(r"[a-z_-]*")
PUBLIC_BASE, STAFF_BASE = "ui/page.html", "ui/staff_page.html"


def refuse(request: PageRequest, access: Access) -> HttpResponse:
    """Answer somebody who may not see a draft: sign in again, or no such draft."""
    if access is Access.SAVE_ONLY:
        return sign_in_again(request.get_full_path())
    if access is Access.PROXY_OVER:
        return render(request, "applications/proxy_over.html", frame(request), status=404)
    return missing(request)


def sign_in_again(path: str) -> HttpResponse:
    """Send to the sign-in page, and back to a path afterwards."""
    return redirect(f"{reverse('people:sign_in')}?{urlencode({'next': path, 'why': 'needed'})}")


def missing(request: PageRequest) -> HttpResponse:
    """Answer for a draft or application that is not there, or not this person's: all alike.

    What somebody sent whose session nobody knows any more waits until they sign in, and is shown
    for whoever goes on by a resume code.
    """
    typed: list[Typed] = []
    if request.actor.account is None and people.hold_unknown(request, at=clock.now()):
        typed = _typed(request)
    return render(request, "applications/missing.html", frame(request, typed=typed), status=404)


def _typed(request: PageRequest) -> list[Typed]:
    """Return what a person typed into a form, for them to copy (入力していた内容).

    Codes, such as those of choices and of the questions shown, say nothing to anybody.
    """
    sent = [
        (name, [value for value in values if not CODE.fullmatch(value.strip())])
        for name, values in request.POST.lists()
        if not name.startswith(("_", "csrf"))
    ]
    page = request.resolver_match.kwargs.get("code", "") if request.resolver_match else ""
    return recognised(sent, str(page), request.language)


def closed(request: PageRequest, row: Draft) -> HttpResponse:
    """Answer for a draft that takes no more answers: handed in, or given up."""
    if row.state == rules.Ending.SUBMITTED:
        return redirect("applications:done", reads.application_of_draft(row.pk))
    if row.state == rules.Ending.WAITING:
        return redirect("applications:cosigning", row.pk)
    return render(
        request,
        "applications/gone.html",
        frame(request, code=form_of(row.version_id).definition.code),
        status=410,
    )


def frame(request: PageRequest, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - template context
    """Return what every page of filling in shows: the staff's or the public frame."""
    return {"base": STAFF_BASE if request.actor.is_staff else PUBLIC_BASE, **more}
