"""Writing an alert by hand, what follows it, and its end (警報を書く・続報・解除)."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import open_to
from tsunagaru.kernel.clock import local
from tsunagaru.services.emergency import queries
from tsunagaru.services.emergency.forms import AlertForm, EndForm, IssueForm
from tsunagaru.services.emergency.forms.issuing import as_said
from tsunagaru.services.emergency.models import Alert, Announcement
from tsunagaru.services.emergency.queries import alerts
from tsunagaru.services.emergency.rules.states import AlertState
from tsunagaru.services.emergency.rules.wording import beginning
from tsunagaru.services.emergency.views.proposing import CLERKS, propose

LONGEST = 4000


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Write an alert from nothing, or with one of the town's texts."""
    if not request.actor.works_in(queries.section()):
        raise Http404
    setup = queries.issuing()
    if request.method != "POST":
        form = AlertForm(setup, **_begun(request.GET.get("text", "")), **_drawn(request))
        return _write(request, form, None, "警報を書く")
    form = AlertForm(setup, request.POST)
    if not form.is_valid():
        return _write(request, form, None, "警報を書く", status=422)
    return propose(request, form, form.proposal(form.words()))


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def update(request: PageRequest, alert: UUID) -> HttpResponse:
    """Say more of an alert: another level, other districts, other words."""
    row, last = _in_force(request, alert)
    setup = queries.issuing()
    if request.method != "POST":
        form = AlertForm(setup, follows=True, **as_said(last) | _drawn(request))
        return _write(request, form, row, "続報を書く")
    form = AlertForm(setup, request.POST, follows=True)
    if not form.is_valid():
        return _write(request, form, row, "続報を書く", status=422)
    return propose(request, form, form.proposal(form.words(), alert=row.pk))


@open_to(CLERKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: PageRequest, alert: UUID) -> HttpResponse:
    """Lift an alert, or withdraw it."""
    row, _ = _in_force(request, alert)
    setup = queries.issuing()
    if request.method != "POST":
        how = "withdraw" if request.GET.get("how") == "withdraw" else "lift"
        code = "" if setup is None else {"lift": setup.lifted, "withdraw": setup.withdrawn}[how]
        form = EndForm(setup, **_begun(code) | {"how": how})
        return _write(request, form, row, "解除・取消を書く")
    form = EndForm(setup, request.POST)
    if not form.is_valid():
        return _write(request, form, row, "解除・取消を書く", status=422)
    return propose(request, form, form.end(row.pk))


def _begun(code: str) -> dict[str, Any]:
    """Return what a form shows at first with one of the town's texts."""
    texts = queries.texts()
    text = texts.text(code) if texts else None
    if text is None:
        return {}
    title, body = text.title.model_dump(), text.body.model_dump()
    return beginning(text.level, title, body, local(clock.now()))


def _drawn(request: PageRequest) -> dict[str, Any]:
    """Return the districts that were drawn around on the map (囲んだ区), as the form shows them."""
    codes = request.GET.get("districts", "")[:LONGEST]
    return {"districts": codes.split(",")} if codes else {}


def _in_force(request: PageRequest, alert: UUID) -> tuple[Alert, Announcement]:
    row = alerts.alerts_for(request.actor).filter(pk=alert, state=AlertState.IN_FORCE).first()
    last = alerts.last_word(row) if row else None
    if row is None or last is None:
        raise Http404
    return row, last


def _write(
    request: PageRequest, form: IssueForm, row: Alert | None, heading: str, *, status: int = 200
) -> HttpResponse:
    setup, texts = queries.issuing(), queries.texts()
    found = [texts.text(code) for code in setup.by_hand] if setup and texts else []
    context = {"form": form, "row": row, "heading": heading, "texts": found, "ready": setup}
    return render(request, "emergency/staff/write.html", context, status=status)
