"""Filling in for a resident at the counter or on the telephone (窓口・電話での代行入力)."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications.definitions import ProcedureDefinition
from tsunagaru.engines.applications.queries.guides import guides
from tsunagaru.engines.applications.queries.procedures import CannotFind, procedure, procedures
from tsunagaru.engines.applications.services import drafts
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui.persons import ResidentSearchForm
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role, open_to, staff_with
from tsunagaru.kernel.events import Channel

CLERKS = staff_with(Role.CLERK, Role.HEAD)
WAYS = (Channel.COUNTER, Channel.PHONE)
UNFIT = 422


@open_to(CLERKS)
@require_http_methods(["GET", "HEAD", "POST"])
def counter(request: PageRequest) -> HttpResponse:
    """Find the resident, choose procedure and way, then fill in on the resident's pages.

    The search is posted as well, so that no name enters a log.
    """
    finds = "find" in request.POST
    if request.method == "POST" and not finds:
        return _begin(request)
    form = ResidentSearchForm(request.POST if finds else None)
    found: list[people.ResidentView] = []
    if form.is_bound and form.is_valid():
        by, now = request.actor, clock.now()
        found = list(people.search_residents(by=by, at=now, page="counter", **form.cleaned_data))
    searched = form.is_bound and form.is_valid()
    return _show(request, UNFIT if form.errors else 200, form=form, found=found, searched=searched)


def _show(request: PageRequest, status: int = 200, **more: object) -> HttpResponse:
    known = [one for one in procedures() if any(way in one.channels for way in WAYS)]
    chosen = {name: request.POST.get(name, "") for name in ("procedure", "channel", "resident")}
    context = {
        "form": ResidentSearchForm(),
        "offices": _by_office(known),
        "guides": [one.definition for one in guides()],
        "chosen": chosen,
        **more,
    }
    return render(request, "applications/counter.html", context, status=status)


def _by_office(known: Sequence[ProcedureDefinition]) -> list[tuple[str, list[ProcedureDefinition]]]:
    """Return the procedures under the office in charge, as clerks look for them (課別の手続き)."""
    found: dict[str, list[ProcedureDefinition]] = {}
    for one in known:
        found.setdefault(people.office_of(one.section)["name"], []).append(one)
    ordered = sorted(found.items())
    return [(name, sorted(rows, key=lambda one: one.name.ja)) for name, rows in ordered]


def _begin(request: PageRequest) -> HttpResponse:
    now = clock.now()
    resident = _resident_in(request)
    channel = Channel.PHONE if request.POST.get("channel") == Channel.PHONE else Channel.COUNTER
    applicant = drafts.Applicant(
        resident=resident,
        channel=channel,
        staff=request.actor.staff,
        language=request.language,
        with_code=False,
    )
    code = request.POST.get("procedure", "")
    try:
        started = drafts.start_draft(code, applicant, at=now)
    except CannotFind as error:
        raise Http404 from error
    except drafts.CannotApplyNow:
        found = [_person(resident)] if resident else []
        return _show(request, UNFIT, found=found, problem=_refusal(code, channel))
    facts = {"procedure": code, "channel": channel.value}
    audit(actor=request.actor, action="draft.started", subject=started.draft, at=now, facts=facts)
    return redirect("applications:page", started.draft, started.page)


def _refusal(code: str, channel: Channel) -> str:
    """Say why a procedure cannot be begun this way, and what to tell the caller."""
    ways = procedure(code).channels
    if channel in ways:
        return "この手続きは、いまは受付期間外です。受付期間をご案内ください。"
    names = {Channel.COUNTER: "窓口", Channel.PHONE: "電話", Channel.ONLINE: "オンライン"}
    others = "または".join(name for way, name in names.items() if way in ways)
    return f"この手続きは{names[channel]}では受け付けられません。{others}をご案内ください。"


def _person(resident: UUID) -> people.ResidentView:
    return people.resident(resident, day=clock.day_of(clock.now()))


def _resident_in(request: PageRequest) -> UUID | None:
    """Return the resident that was chosen; none means somebody the town does not know."""
    chosen = request.POST.get("resident", "")
    if not chosen:
        return None
    try:
        return _person(UUID(chosen)).id
    except (ValueError, people.NoSuchResident) as error:
        raise Http404 from error
